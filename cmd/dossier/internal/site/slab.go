package site

// A slab makes values one by one that live as long as the site, in blocks,
// which take less time and room than each by itself.
type slab[T any] struct{ block []T }

// slabSize is the number of values in a block. Blocks of more than 32 KiB are
// kept in whole pages of memory, without the room that size classes waste.
const slabSize = 512

// add returns where v is kept. A nil slab keeps each value by itself.
func (s *slab[T]) add(v T) *T {
	if s == nil {
		p := new(T)
		*p = v
		return p
	}
	if len(s.block) == cap(s.block) {
		s.block = make([]T, 0, slabSize)
	}
	s.block = append(s.block, v)
	return &s.block[len(s.block)-1]
}

// cut returns empty lists with room for so many values each, and no more.
func cut[T any](sizes []int) [][]T {
	total := 0
	for _, n := range sizes {
		total += n
	}
	room := make([]T, total)
	lists := make([][]T, len(sizes))
	for i, n := range sizes {
		lists[i], room = room[:0:n], room[n:]
	}
	return lists
}
