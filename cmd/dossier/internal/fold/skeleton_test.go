package fold

import "testing"

func TestSkeleton(t *testing.T) {
	tests := []struct {
		a, b string
		same bool
	}{
		{"Mira Okafor", "Mira Okаfor", true}, // Cyrillic а
		{"Mira Okafor", "mira okafor", true},
		{"COP", "СОР", true}, // all Cyrillic
		{"Nikos", "Νikos", false},
		{"Сергей Лавров", "Sergey Lavrov", false},
		{"حلب", "حمص", false},
	}
	for _, c := range tests {
		if got := Skeleton(c.a) == Skeleton(c.b); got != c.same {
			t.Errorf("Skeleton(%q) = %q, Skeleton(%q) = %q, want equal: %v", c.a, Skeleton(c.a), c.b, Skeleton(c.b), c.same)
		}
	}
}
