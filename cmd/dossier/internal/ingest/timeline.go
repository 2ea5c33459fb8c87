package ingest

import (
	"cmp"
	"encoding/json"
	"net/url"
	"path"
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/fold"
)

// timelineColumns returns what makes a draft of a row of a TimelineJS table, nil
// if it is none. Its columns are Year, Month, Day, …, Headline, Text, Media,
// Media Credit, Media Caption, Group.
func timelineColumns(head []string) func(row []string) Draft {
	at := map[string]int{}
	for i, name := range head {
		if key := fold.Key(name); at[key] == 0 {
			at[key] = i + 1
		}
	}
	if at["year"] == 0 || at["headline"] == 0 {
		return nil
	}
	return func(row []string) Draft {
		get := func(name string) string {
			if i := at[name]; i > 0 && i <= len(row) {
				return strings.TrimSpace(row[i-1])
			}
			return ""
		}
		return slide{
			start: joinDate(get("year"), get("month"), get("day")),
			end:   joinDate(get("end year"), get("end month"), get("end day")),
			head:  get("headline"), text: get("text"), media: get("media"), credit: get("media credit"), group: get("group"),
		}.draft()
	}
}

// A slide is an entry of a TimelineJS timeline.
type slide struct{ start, end, head, text, media, credit, group string }

func (s slide) draft() (d Draft) {
	d.Title = oneLine(textOf(s.head))
	d.Body = anyText(s.text)
	if s.start != "" {
		date := s.start
		if s.end != "" && s.end != s.start {
			date += "/" + s.end
		}
		d.setDate(date)
	}
	if s.group != "" {
		d.Tags = []string{s.group}
	}
	if !isMedia(s.media) {
		d.Source.URL = s.media
	}
	d.Publishers = []string{oneLine(textOf(s.credit))}
	return d
}

// isMedia reports whether an address is that of a picture, film or map, and no
// source that can be cited. TimelineJS takes HTML there too.
func isMedia(address string) bool {
	u, err := url.Parse(address)
	if err != nil || cleanAddress(address) == "" {
		return true
	}
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".mp4", ".mp3", ".webm"}, strings.ToLower(path.Ext(u.Path))) ||
		strings.HasPrefix(u.Path, "/maps")
}

// A timelineJSON is a TimelineJS file.
type timelineJSON struct {
	Title  *timelineEvent  `json:"title"`
	Events []timelineEvent `json:"events"`
}

type timelineEvent struct {
	Start timelineDate `json:"start_date"`
	End   timelineDate `json:"end_date"`
	Group string       `json:"group"`
	Text  struct {
		Headline string `json:"headline"`
		Text     string `json:"text"`
	} `json:"text"`
	Media struct {
		URL    string `json:"url"`
		Credit string `json:"credit"`
	} `json:"media"`
}

type timelineDate struct {
	Year  scalar `json:"year"`
	Month scalar `json:"month"`
	Day   scalar `json:"day"`
}

func (t timelineDate) date() string { return joinDate(string(t.Year), string(t.Month), string(t.Day)) }

// A scalar is a text or number of JSON, as text. Anything else is "".
type scalar string

func (s *scalar) UnmarshalJSON(b []byte) error {
	var text string
	if json.Unmarshal(b, &text) == nil {
		*s = scalar(strings.TrimSpace(text))
		return nil
	}
	var number json.Number
	if json.Unmarshal(b, &number) == nil {
		*s = scalar(number)
	}
	return nil
}

// readJSON makes drafts of the kinds of JSON files: bibliographies in CSL-JSON,
// timelines of TimelineJS, JSON Feed.
func readJSON(s *source) {
	var list []json.RawMessage
	var object struct {
		timelineJSON
		Items    []json.RawMessage `json:"items"`
		Version  string            `json:"version"`
		Title    json.RawMessage   `json:"title"`
		Language string            `json:"language"`
	}
	err := json.Unmarshal(s.text, &list)
	if err != nil {
		if err = json.Unmarshal(s.text, &object); err != nil {
			s.errorf(0, "", "the file cannot be read as JSON: %s", oneLine(err.Error()))
			return
		}
	}
	for _, e := range object.Events {
		d := slide{start: e.Start.date(), end: e.End.date(), head: e.Text.Headline, text: e.Text.Text,
			media: e.Media.URL, credit: e.Media.Credit, group: e.Group}.draft()
		if (d.Title != "" || d.Body != "") && !s.add(d) {
			return
		}
	}
	var publisher scalar
	_ = publisher.UnmarshalJSON(object.Title)
	for _, raw := range append(list, object.Items...) {
		d, err := itemOf(raw, strings.Contains(object.Version, "jsonfeed"))
		if err != nil {
			s.errorf(0, "", "an item cannot be read: %s", oneLine(err.Error()))
			return
		}
		if strings.Contains(object.Version, "jsonfeed") {
			d.Source.Publisher, d.Source.Lang = string(publisher), cmp.Or(d.Source.Lang, object.Language)
		}
		if (d.Title != "" || d.Body != "") && !s.add(d) {
			return
		}
	}
}

func itemOf(raw json.RawMessage, isFeed bool) (Draft, error) {
	if isFeed {
		var it jsonItem
		err := json.Unmarshal(raw, &it)
		return it.draft(), err
	}
	var it cslItem
	err := json.Unmarshal(raw, &it)
	return it.draft(), err
}

// A jsonItem is an item of a JSON Feed (version 1.1).
type jsonItem struct {
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	HTML      string   `json:"content_html"`
	Text      string   `json:"content_text"`
	Summary   string   `json:"summary"`
	Published string   `json:"date_published"`
	Language  string   `json:"language"`
	Tags      []string `json:"tags"`
	Authors   []struct {
		Name string `json:"name"`
	} `json:"authors"`
}

func (it *jsonItem) draft() (d Draft) {
	d.Title, d.Summary, d.Tags = it.Title, it.Summary, it.Tags
	d.Source.URL, d.Source.Lang = it.URL, it.Language
	d.setDate(it.Published)
	var names []string
	for _, a := range it.Authors {
		names = append(names, a.Name)
	}
	d.Source.Author = strings.Join(names, ", ")
	if d.Body = paragraphs(it.Text); it.HTML != "" {
		d.Body = fragment(it.HTML, it.URL)
	}
	return d
}
