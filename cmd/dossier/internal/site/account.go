package site

import (
	"cmp"
	"slices"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/slug"
)

// addAccounts takes up the events and meetings that articles define or tell of.
// An entry whose id nothing has defines the thing; every entry is its article's
// account of it. Of several titles the one in the first file counts.
func (b *builder) addAccounts() {
	var defined []*Page
	type name struct {
		t  content.Type
		id string
	}
	told := map[name]*Page{} // what has been told of already: what is known stays the same until all are defined
	anchors := anchorSet{}
	for _, p := range b.things {
		if p.Article == nil {
			continue
		}
		clear(anchors)
		for i := range p.Source.Article.Accounts {
			c := &p.Source.Article.Accounts[i]
			if c.ID.Value == "" {
				continue // reported by content
			}
			t := typeOf(c)
			thing := told[name{t, c.ID.Value}]
			if thing == nil {
				f := b.names.find(c.ID.Value, t)
				thing = f.page
				switch {
				case f.many != nil || thing == nil && f.draft != nil && f.draft.Source != nil && !f.draft.Source.Empty:
					b.resolve(p.Source, c.ID, t) // reports it
					continue
				case thing == nil:
					thing = b.define(t, c)
					thing.Lang = p.Lang
					defined = append(defined, thing)
				}
				told[name{t, c.ID.Value}] = thing
			}
			b.account(p, thing, c, anchors.make(string(t)[:1], slug.Make(thing.ID)))
		}
	}
	known := len(b.names.things)
	for _, p := range defined {
		b.addDefined(p)
	}
	b.names.index(known)
}

func typeOf(c *content.Account) content.Type {
	if c.Meeting != nil {
		return content.Meeting
	}
	return content.Event
}

// define makes the event or meeting that an entry of an article introduces.
func (b *builder) define(t content.Type, c *content.Account) *Page {
	p := b.made.pages.add(Page{Type: t, ID: c.ID.Value, Key: join(t.Section(), c.ID.Value), Title: cmp.Or(c.Title.Value, c.ID.Value)})
	if t == content.Meeting {
		p.Meeting = &Meeting{}
	} else {
		p.Event = b.made.events.add(Event{})
	}
	return p
}

// account records what an article says of a thing.
func (b *builder) account(article, thing *Page, c *content.Account, anchor string) {
	acc := b.made.accounts.add(Account{Anchor: anchor, Thing: thing, Article: article, Date: c.Date.Date, Text: c.Text, data: c})
	if c.Event != nil {
		acc.Figures = c.Event.Figures
	}
	article.Article.Accounts = append(article.Article.Accounts, acc)
	thing.Accounts = append(thing.Accounts, acc)
}

// addDefined completes a thing that only articles define with what all of them
// say of it, and lists it.
func (b *builder) addDefined(p *Page) {
	var title content.Text
	for _, a := range p.Accounts {
		if title.Value == "" && a.data.Title.Value != "" {
			title = a.data.Title
			p.Title, p.pos = title.Value, a.Article.Source.Pos(title.Line, title.Col)
		}
		for _, n := range a.data.Names {
			if n.Value != "" && !slices.Contains(p.Names, n.Value) {
				p.Names = append(p.Names, n.Value)
			}
		}
		p.summary = cmp.Or(p.summary, a.data.Summary)
		if p.Event != nil {
			p.Event.Resolution = cmp.Or(p.Event.Resolution, a.data.Event.Resolution)
		}
	}
	first := p.Accounts[0]
	p.summary = cmp.Or(p.summary, first.Text)
	if title.Value == "" {
		p.pos = first.Article.Source.Pos(first.data.ID.Line, first.data.ID.Col)
		b.list.Add(0, p.pos, b.names.near(p.ID, []content.Type{p.Type}),
			"unknown %s %q: the entry that defines it needs a title", p.Type, p.ID)
	}
	b.things = append(b.things, p)
	b.names.list(p)
}

// linkAccount resolves what an article's entry says of an event or meeting.
func (b *builder) linkAccount(acc *Account) {
	article, thing, data := acc.Article, acc.Thing, acc.data
	c := article.Source
	relate(article, thing)
	b.linkAttribution(acc)
	if data.Meeting != nil {
		m := b.meeting(c, data.Meeting)
		acc.Place = m.Place
		relateMeeting(article, m)
		if thing.Source == nil {
			thing.Meeting.merge(m)
			relateMeeting(thing, m)
		}
		return
	}
	acc.Place = b.resolve(c, data.Event.Place, content.Place)
	related := []*Page{acc.Place}
	for _, r := range data.Event.People {
		related = append(related, b.resolve(c, r, content.Person))
	}
	for _, r := range data.Event.Organizations {
		related = append(related, b.resolve(c, r, content.Organization))
	}
	for _, p := range related {
		relate(thing, p)
		relate(article, p)
	}
}

// linkAttribution finds who an article names for its account: a page, or else
// the words as they are.
func (b *builder) linkAttribution(acc *Account) {
	ref := acc.data.AttributedTo
	if ref.Value == "" {
		return
	}
	c := acc.Article.Source
	f := b.names.find(ref.Value, content.Person, content.Organization)
	if f.page == nil && f.many == nil && f.draft == nil {
		f = b.names.find(ref.Value)
	}
	switch {
	case f.page != nil:
		acc.Attributed = f.page
		relate(acc.Article, f.page)
	case f.draft != nil:
		b.list.Warnf(c.Pos(ref.Line, ref.Col), "%q %s, the reference is left out", ref.Value, absence(f.draft))
	default:
		acc.AttributedTo = ref.Value
		b.asText(c, ref, content.Person, content.Organization)
	}
}
