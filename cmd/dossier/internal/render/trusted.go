package render

import (
	"html"
	"html/template"
)

// This file is the whole trust boundary of the site: nowhere else is a text
// declared to be safe HTML. What enters is the output of package markdown,
// which lets no script of an author through, that of html/template itself, data
// of package export, and the two elements below, which are on every line of every page: written here
// they cost a tenth of what a partial costs.

// trusted returns markup made by package markdown or by a layout as HTML, or
// words that are escaped around such markup (see words.go).
func trusted(b []byte) template.HTML { return template.HTML(b) }

// dataElement returns JSON of package export as an element of a page. It has no
// "<", so the element ends where it shall, and it is data: no browser runs it.
func dataElement(json []byte) template.HTML {
	return template.HTML(`<script type="application/ld+json">` + string(json) + `</script>`)
}

// linkHTML returns the element of a link; the title alone if it leads nowhere.
// Addresses are made by base.rel; those that an author wrote are checked here
// as html/template checks them in an attribute.
func linkHTML(v any) (template.HTML, error) {
	l, err := linkOf(v)
	if err != nil || l.Href == "" {
		return template.HTML(html.EscapeString(l.Title)), err
	}
	b := make([]byte, 0, 64+len(l.Href)+len(l.Title))
	b = append(b, `<a href="`...)
	b = append(b, html.EscapeString(safeAddress(l.Href))...)
	b = attribute(b, `" lang="`, l.Lang)
	b = attribute(b, `" dir="`, l.Dir)
	if l.External {
		b = append(b, `" rel="external`...)
	}
	b = append(b, `">`...)
	b = append(b, html.EscapeString(l.Title)...)
	return template.HTML(append(b, "</a>"...)), nil
}

// anchorHTML returns an a element around a text, or around what is HTML already.
func anchorHTML(href string, text any) (template.HTML, error) {
	inner, err := markup(text)
	if err != nil {
		return "", err
	}
	return template.HTML(`<a href="` + html.EscapeString(safeAddress(href)) + `">` + inner + "</a>"), nil
}

// timeHTML returns a date with the time element, where HTML has a form for it.
func timeHTML(d Date) template.HTML { return dateElement(d, d.Text) }

// dayHTML is timeHTML without the year.
func dayHTML(d Date) template.HTML { return dateElement(d, d.Short) }

func dateElement(d Date, text string) template.HTML {
	element := "time"
	if d.Attr == "" {
		element = "span"
	}
	class := ""
	if d.Unsure {
		class = "unsure"
	}
	if text == "" || d.Attr == "" && class == "" {
		return template.HTML(html.EscapeString(text))
	}
	b := make([]byte, 0, 96)
	b = append(append(b, '<'), element...)
	if d.Attr != "" {
		b = append(b, ` datetime="`...)
		b = append(append(b, html.EscapeString(d.Attr)...), '"')
	}
	if class != "" {
		b = append(append(append(b, ` class="`...), class...), '"')
	}
	b = append(append(b, '>'), html.EscapeString(text)...)
	b = append(append(b, "</"...), element...)
	return template.HTML(append(b, '>'))
}

// attribute closes the attribute before and writes another, if it has a value.
func attribute(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	return append(append(b, name...), html.EscapeString(value)...)
}
