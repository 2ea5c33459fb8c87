package render

import (
	"testing"
)

func TestDrawing(t *testing.T) {
	for _, tt := range []struct {
		name string
		draw func(d *drawing)
		want string
		rtl  string
	}{
		{"lines", func(d *drawing) { d.lines("axis", pt{0, 5}, pt{30, 5}) },
			"<path class=\"axis\" d=\"M0 5L30 5\"/>\n", "<path class=\"axis\" d=\"M100 5L70 5\"/>\n"},
		{"text", func(d *drawing) { d.text("halo", pt{10, 5}, "end", "<b>") },
			`<text class="halo" x="10" y="5" text-anchor="end">&lt;b&gt;</text>`, `<text class="halo" x="90" y="5" text-anchor="end">&lt;b&gt;</text>`},
		{"link", func(d *drawing) { d.link(`javascript:"`, `"&`) }, `<a href="#"><title>&#34;&amp;</title>`, `<a href="#"><title>&#34;&amp;</title>`},
		{"rect", func(d *drawing) { d.rect("hit", box{10, 2, 24, 20}) },
			`<rect class="hit" x="10" y="2" width="24" height="20"/>`, `<rect class="hit" x="66" y="2" width="24" height="20"/>`},
		{"symbol", func(d *drawing) { d.symbol("a2", pt{20, 20}, 14) },
			`<use class="a2" href="#d-a2" x="13" y="13" width="14" height="14"/>`, `<use class="a2" href="#d-a2" x="73" y="13" width="14" height="14"/>`},
		{"arrow", func(d *drawing) { d.arrow("path", pt{0, 0}, pt{40, 30}) },
			"<path class=\"path\" d=\"M7.2 5.4L28.8 21.6\"/><path class=\"tip\" d=\"M32.8 24.6L26.2 23.4L29.8 18.6z\"/>\n",
			"<path class=\"path\" d=\"M92.8 5.4L71.2 21.6\"/><path class=\"tip\" d=\"M67.2 24.6L73.8 23.4L70.2 18.6z\"/>\n"},
		{"no room for a head", func(d *drawing) { d.arrow("path", pt{0, 0}, pt{9, 9}) },
			"<path class=\"path\" d=\"M0 0L9 9\"/>\n", "<path class=\"path\" d=\"M100 0L91 9\"/>\n"},
	} {
		d, r := drawing{width: 100}, drawing{width: 100, mirrored: true}
		tt.draw(&d)
		tt.draw(&r)
		if string(d.b) != tt.want || string(r.b) != tt.rtl {
			t.Errorf("%s:\ngot  %s\nwant %s\ngot  %s\nwant %s", tt.name, d.b, tt.want, r.b, tt.rtl)
		}
	}
}

func TestCut(t *testing.T) {
	for text, want := range map[string]string{
		"short": "short", "": "", "a line that is too long": "a line tha…", "会議は続いている": "会議は続い…",
	} {
		if got := cut(text, 75); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
