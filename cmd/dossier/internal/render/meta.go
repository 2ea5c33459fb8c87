package render

import (
	"html/template"

	"dossier/cmd/dossier/internal/site"
)

// A Meta is what the head of a page says to other programs. There is none
// without base_url: all of it needs addresses that hold everywhere.
type Meta struct {
	Type          string // of OpenGraph: "article", "profile", "website"
	Image         string // absolute address of the page's picture; ""
	ImageAlt      string
	Width, Height int           // of the picture; 0 if not known
	Modified      string        // the day of the last change, as the page's file says it; ""
	Feed          string        // href of the page's own feed; ""
	FeedTitle     string        // its title
	Data          template.HTML // a script element with JSON-LD; ""
}

// meta returns the meta data of a page, nil if there are none.
func (m *maker) meta(p *site.Page) *Meta {
	o := m.o
	if o.site.Config.BaseURL == "" || p.Path == notFound {
		return nil
	}
	v := &Meta{Type: "website", Data: o.structured(p)}
	switch {
	case p.Article != nil:
		v.Type = "article"
	case p.Person != nil:
		v.Type = "profile"
	}
	if img := m.image(p); img != nil {
		v.Image, v.ImageAlt, v.Width, v.Height = o.absolute(p.Image.Path), img.Alt, img.Width, img.Height
	}
	if p.Source != nil {
		v.Modified = p.Source.LastMod.HTML()
	}
	if feed := o.export.FeedOf(p); feed != "" {
		v.Feed, v.FeedTitle = m.base.rel(feed, ""), p.Title
	}
	return v
}

// structured returns the element with what a page is about as JSON-LD.
func (o *Output) structured(p *site.Page) template.HTML {
	b := o.buffer()
	defer o.release(b)
	if o.export.Structured(b, p); b.Len() == 0 {
		return ""
	}
	return dataElement(b.Bytes())
}
