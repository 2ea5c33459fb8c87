package render

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/site"
	embedded "dossier/layouts"
)

// greek is a dossier with every kind of page, in which nobody wrote a Latin letter.
func greek() dossier {
	return dossier{
		"dossier.yaml":        "title: Ο δρόμος\ndescription: Μια πρόταση.\nlicense: Άδεια\n",
		"content/_index.md":   "---\ntitle: Ο δρόμος\nsummary: Σύνοψη.\n---\nΚείμενο.\n",
		"content/about.md":    "---\ntitle: Σχετικά\naliases: [old]\n---\nΚείμενο.\n",
		"content/places/a.md": "---\ntitle: Πόλη\nlat: 36\nlon: 37\nwithin: b\n---\n", "content/places/b.md": "---\ntitle: Χώρα\n---\n",
		"content/positions/road.md":   "---\ntitle: Δρόμος\nquestion: Να γίνει ο δρόμος;\nstances: {x1: Ναι, x2: Ίσως, x3: Όχι}\n---\nΚείμενο.\n",
		"content/positions/bridge.md": "---\ntitle: Γέφυρα\nquestion: Να γίνει η γέφυρα;\nstances: {x1: Ναι, x2: Όχι}\n---\n",
		"content/positions/tunnel.md": "---\ntitle: Σήραγγα\nquestion: Να γίνει η σήραγγα;\nstances: {x1: Ναι, x2: Όχι}\n---\n",
		"content/people/anna.md": "---\ntitle: Άννα\nnames: [Αννούλα]\nborn: 1960~\ndied: 2030\nroles:\n" +
			"  - {title: Δήμαρχος, organization: council, from: 2020, to: 2022}\n  - {title: Σύμβουλος, organization: council, from: 2023}\n---\n",
		"content/people/nobody.md":         "---\ntitle: Κανείς\ndraft: false\n---\n",
		"content/organizations/board.md":   "---\ntitle: Επιτροπή\nkind: state\nparent: council\n---\n",
		"content/organizations/paper.md":   "---\ntitle: Εφημερίδα\nkind: media\n---\n",
		"content/organizations/council.md": "---\ntitle: Συμβούλιο\nkind: state-body\n---\n",
		"content/meetings/first.md": "---\ntitle: Πρώτη σύνοδος\ndate: 2024-03-02\nplace: a\nconvened_by: council\nagenda: [road, Κείμενο]\noutcome: Τίποτα.\n" +
			"participants:\n  - {who: anna, for: council, role: πρόεδρος, presence: walked-out}\n  - {who: Βασίλης, presence: absent}\n---\nΚείμενο.\n",
		"content/meetings/second.md": "---\ntitle: Δεύτερη σύνοδος\ndate: 2024-06-05T10:00+02:00\nprevious: first\nparticipants: [anna, Βασίλης]\n---\n",
		"content/events/vote.md":     "---\ntitle: Ψηφοφορία\ndate: 2024-03-02\nfigures: {κατά: '7'}\nresolution: Έτσι.\npeople: anna\n---\nΚείμενο.\n",
		"content/events/span.md":     "---\ntitle: Εργασίες\ndate: 2024-03-02/2024-03-09\n---\n",
		"content/events/open.md":     "---\ntitle: Αποκλεισμός\ndate: 2024-03-02/..\n---\n",
		"content/events/begun.md":    "---\ntitle: Προεργασίες\ndate: ../2024-02\n---\n",
		"content/events/rough.md":    "---\ntitle: Κάποτε\ndate: 2024-21\n---\n",
		"content/articles/one.md": "---\ntitle: Ένα\ndate: 2024-03-04\ntags: [ειδήσεις]\nsource: {publisher: paper, kind: newspaper, lang: fr, title: Τίτλος, author: Κάποιος, accessed: 2024-03-05}\n" +
			"people: [anna]\nstatements:\n" +
			"  - {who: anna, position: road, stance: x1, date: 2024-03-02, meeting: first, text: Είπε.}\n" +
			"  - {who: Βασίλης, for: council, position: road, stance: x3, date: 2024-03-02~, mode: reported, text: Είπε.}\n" +
			"  - {who: anna, for: council, position: bridge, stance: x1, date: 2024-03-02, mode: denied, text: Είπε.}\n" +
			"  - {who: Γιώργος, position: bridge, stance: x1, date: 2024-03-01, text: Είπε.}\n" +
			"  - {who: Γιώργος, position: bridge, stance: x2, date: 2024-03-01, text: Είπε.}\n" +
			"events:\n  - {id: vote, date: 2024-03-02, figures: {κατά: '7'}, text: Έγινε., attributed_to: anna}\n---\nΗ Άννα. [[vote]]\n\n[[vote]]\n",
		"content/articles/two.md": "---\ntitle: Δύο\ndate: 2024-06\nquote_check: off\nquote_check_reason: Λόγος.\nsource: {publisher: Αγορά, kind: state-media}\nstatements:\n" +
			"  - {who: anna, for: council, position: road, stance: x2, date: 2024-06-05, meeting: second, text: Είπε., quote: κάτι}\n" +
			"  - {who: anna, for: council, position: road, stance: x1, date: 2024-03-02, meeting: first, text: Είπε.}\n" +
			"events:\n  - {id: vote, date: 2024-03-03, place: b, figures: {κατά: '6'}}\n  - {id: span, text: Έγινε.}\n---\nΚείμενο.\n",
		"content/articles/three.md": "---\ntitle: Τρία\ndate: 2025-01-02\nstatements:\n  - {who: Γιώργος, position: road, stance: x1, date: 2024-12, text: Είπε.}\n---\nΚείμενο.\n",
	}
}

// georgian writes Georgian letters for the Latin ones outside of placeholders.
func georgian(text string) string {
	var b strings.Builder
	inside := false
	for _, r := range text {
		inside = r == '{' || inside && r != '}'
		if l := r | 0x20; !inside && l >= 'a' && l <= 'z' {
			r = 'ა' + l - 'a'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// TestEveryWordIsInTheFile renders every kind of page with words in Georgian
// letters, for a dossier without Latin letters: whatever ASCII letter a reader
// sees is a word that no file of layouts/i18n can translate.
func TestEveryWordIsInTheFile(t *testing.T) {
	words := english(t).Map(georgian)
	titles := map[string]string{"tags": words.T("list_tags")}
	for _, typ := range content.Types {
		titles[typ.Section()] = words.T("list_" + typ.Section())
	}
	s, root := greek().loadWith(t, site.Options{Titles: titles})
	sub, err := fs.Sub(root, "content")
	if err != nil {
		t.Fatal(err)
	}
	o, list := New(s, Inputs{Layouts: embedded.FS, Content: sub, Words: words})
	if list.HasErrors() {
		t.Fatal(list)
	}
	var (
		same    = regexp.MustCompile(`Atom|BibTeX|CSL-JSON|FollowTheMoney|JSON Feed|Popolo|RIS|[\w.]+\.(?:json|ics|csv|xml)|[0-9]{4}-W[0-9]{2}`) // in every language
		script  = regexp.MustCompile(`(?s)<script[^>]*>.*?</script>|<pre[^>]*>.*?</pre>|<!DOCTYPE html>`)                                        // BibTeX in pre
		said    = regexp.MustCompile(`(?:data-th|data-q|title|alt|placeholder|aria-label|aria-description|label)="([^"]*)"`)
		element = regexp.MustCompile(`(?s)<[^<>]*>`)
		latin   = regexp.MustCompile(`[^<>"]{0,30}[A-Za-z][^<>"]{0,30}`)
	)
	kinds := 0
	for _, name := range o.Paths() {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		kinds++
		page := script.ReplaceAllString(read(t, o, name), "")
		var texts strings.Builder
		for _, m := range said.FindAllStringSubmatch(page, -1) {
			texts.WriteString(m[1] + "<")
		}
		texts.WriteString(element.ReplaceAllString(page, "<"))
		for _, word := range latin.FindAllString(same.ReplaceAllString(unescape(texts.String()), ""), 3) {
			t.Errorf("%s: %q", name, word)
		}
	}
	if kinds < 40 {
		t.Errorf("only %d pages", kinds)
	}
}

// unescape removes the character references that html/template writes.
func unescape(text string) string { return regexp.MustCompile(`&#?\w+;`).ReplaceAllString(text, "") }
