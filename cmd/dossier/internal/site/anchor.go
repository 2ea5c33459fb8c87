package site

import (
	"strconv"
	"strings"
)

// An anchorSet makes ids that are unique in one article's page.
type anchorSet map[string]bool

// make returns prefix-name, or the first of prefix-name-2, prefix-name-3 and so
// on that is not taken.
func (s anchorSet) make(prefix, name string) string {
	base := prefix + "-" + name
	id := base
	for n := 2; s[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	s[id] = true
	return id
}

// ReservedID reports whether an id belongs to the anchors of statements (s-),
// events (e-) and meetings (m-), or to the layouts (main, and d- before all
// else), so that no heading may have it.
func ReservedID(id string) bool {
	for _, prefix := range []string{"s-", "e-", "m-"} {
		if strings.HasPrefix(id, prefix) {
			return true
		}
	}
	return isLayoutID(id)
}

func isLayoutID(id string) bool { return id == "main" || strings.HasPrefix(id, "d-") }
