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
func linkHTML(v any) (template.HTML, error) {
	l, err := linkOf(v)
	if err != nil {
		return "", err
	}
	return template.HTML(appendLink(make([]byte, 0, 64+len(l.Href)+len(l.Title)), l)), nil
}

// appendLink appends the element of a link. Addresses are made by base.rel;
// those that an author wrote are checked here as html/template checks them in an
// attribute.
func appendLink(b []byte, l *Link) []byte {
	if l.Href == "" {
		return appendEscaped(b, l.Title, marks)
	}
	b = append(b, `<a href="`...)
	b = appendEscaped(b, safeAddress(l.Href), marks)
	b = appendAttribute(b, `" lang="`, l.Lang)
	b = appendAttribute(b, `" dir="`, l.Dir)
	if l.External {
		b = append(b, `" rel="external`...)
	}
	b = append(b, `">`...)
	b = appendEscaped(b, l.Title, marks)
	return append(b, "</a>"...)
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
func timeHTML(d Date) template.HTML { return template.HTML(appendTime(nil, &d)) }

// dayHTML is timeHTML without the year.
func dayHTML(d Date) template.HTML { return template.HTML(appendDay(nil, &d)) }

func appendTime(b []byte, d *Date) []byte { return appendDate(b, d, d.Text) }
func appendDay(b []byte, d *Date) []byte  { return appendDate(b, d, d.Short) }

func appendDate(b []byte, d *Date, text string) []byte {
	element := "time"
	if d.Attr == "" {
		element = "span"
	}
	if text == "" || d.Attr == "" && !d.Unsure {
		return appendEscaped(b, text, marks)
	}
	b = append(append(b, '<'), element...)
	if d.Attr != "" {
		b = append(b, ` datetime="`...)
		b = append(appendEscaped(b, d.Attr, marks), '"')
	}
	if d.Unsure {
		b = append(b, ` class="unsure"`...)
	}
	b = appendEscaped(append(b, '>'), text, marks)
	b = append(append(b, "</"...), element...)
	return append(b, '>')
}

// appendAttribute closes the attribute before and writes another, if it has a value.
func appendAttribute(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	return appendEscaped(append(b, name...), value, marks)
}
