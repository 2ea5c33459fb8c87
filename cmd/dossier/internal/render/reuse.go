package render

import (
	"bytes"
	"slices"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/i18n"
	"dossier/cmd/dossier/internal/site"
)

// This file says what an output takes over from an earlier one, prev, which may
// be nil. Everything else is made anew, since it may hold what a text says.

// A plan is what follows from the pages of a site, the words and the names of
// the assets, and not from any text. It is never changed, and all outputs whose
// sites differ in texts alone share one.
type plan struct {
	files    map[string]source
	paths    []string
	assets   map[string]string // name in layouts/assets/ to path in the output
	view     *Site             // equal on all pages
	timeline *timeline
	menu     []menuItem
	previews int // number of files with previews
	tags     map[*site.Page]bool
	evidence func() *evidence // waits until it is found
	list     diag.List        // what is wrong with it

	read   []assetFile // what it was made of
	unread diag.List
}

// addPlan makes the plan of an output, or takes it over.
func (o *Output) addPlan(prev *Output) {
	assets, unread := readAssets(o.in.Layouts)
	if prev != nil && o.site.SharesPages(prev.site) && o.words == prev.words && o.in.Version == prev.in.Version &&
		slices.EqualFunc(assets, prev.read, equalAssets) && slices.Equal(unread, prev.unread) {
		o.plan, o.search = prev.plan, prev.search.with(o)
		return
	}
	s := o.site
	o.plan = &plan{
		files: make(map[string]source, len(s.Pages)), assets: map[string]string{}, tags: map[*site.Page]bool{},
		evidence: findEvidence(s), read: assets, unread: unread,
	}
	for _, t := range s.Tags {
		o.tags[t] = true
	}
	o.timeline = newTimeline(s.Timeline)
	o.view = o.siteView()
	o.search = newSearching(o)
	o.plan.list = slices.Concat(unread, o.addFiles(assets), o.addMenu())
}

func equalAssets(a, b assetFile) bool { return a.path == b.path && bytes.Equal(a.bytes, b.bytes) }

// addMissing finds the pages without a layout.
func (o *Output) addMissing(prev *Output) {
	if prev != nil && prev.plan == o.plan && prev.layouts == o.layouts {
		o.missing = prev.missing
	} else {
		o.missing = o.missingLayouts()
	}
}

func layoutsOf(prev *Output) *layouts {
	if prev == nil {
		return nil
	}
	return prev.layouts
}

func lexiconOf(w *i18n.Words, prev *Output) lexicon {
	if prev != nil && prev.words == w {
		return prev.layouts.words
	}
	return newLexicon(w)
}
