package export

import (
	"strings"
	"testing"
)

// plain finds every byte that is escaped, wherever it stands, and passes over
// all others.
func TestPlain(t *testing.T) {
	for c := range 256 {
		odd := c < ' ' || c >= 0x7f || strings.IndexByte(`"&'<>\`, byte(c)) >= 0
		for n := range 20 {
			for at := range n {
				s := strings.Repeat("x", at) + string([]byte{byte(c)}) + strings.Repeat("y", n-at-1)
				want := n
				if odd {
					want = at
				}
				for from := range at + 1 {
					if got := plain(s, from); got != want {
						t.Fatalf("plain(%q, %d) = %d, want %d", s, from, got, want)
					}
				}
			}
		}
	}
	for c := range 256 { // beside every other byte
		for d := range 256 {
			s := string([]byte{'a', byte(c), byte(d), 'b', 'c', 'd', 'e', 'f'})
			want := 0
			for want < len(s) && plain(s[want:want+1], 0) == 1 {
				want++
			}
			if got := plain(s, 0); got != want {
				t.Fatalf("plain(%q, 0) = %d, want %d", s, got, want)
			}
		}
	}
}
