package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/fold"
)

// gather groups the accounts of a thing by what they answer to one question.
// The zero V is no answer; own is that of the thing's own page.
func gather[V comparable](accounts []*Account, own V, answer func(*Account) V) (answers []V, values []Value) {
	var none V
	at := map[V]int{}
	find := func(v V, account int) *Value {
		i, known := at[v]
		if !known {
			i = len(values)
			at[v], answers, values = i, append(answers, v), append(values, Value{first: account})
		}
		return &values[i]
	}
	if own != none {
		find(own, -1).Own = true
	}
	for i, a := range accounts {
		if v := answer(a); v != none {
			x := find(v, i)
			x.Accounts = append(x.Accounts, a)
		}
	}
	return answers, values
}

// articles counts the articles that give a value. Accounts of one article
// stand together.
func (v *Value) articles() int {
	n := 0
	for i, a := range v.Accounts {
		if i == 0 || a.Article != v.Accounts[i-1].Article {
			n++
		}
	}
	return n
}

// byVotes orders values by the number of their articles, most first, then as
// they are first given.
func byVotes(x, y Value) int {
	return cmp.Or(cmp.Compare(y.articles(), x.articles()), cmp.Compare(x.first, y.first))
}

// decide returns the value that is shown, nil if there is none: that of the
// thing's own page, else the one with more articles than any other. The values
// are in the order of byVotes.
func decide(values []Value) *Value {
	if i := slices.IndexFunc(values, func(v Value) bool { return v.Own }); i >= 0 {
		return &values[i]
	}
	if len(values) == 1 || len(values) > 1 && values[0].articles() > values[1].articles() {
		return &values[0]
	}
	return nil
}

// ask records a question on which a thing has values, and that it is disputed
// if there are several.
func (p *Page) ask(d *Dispute) {
	if len(d.Values) == 0 {
		return
	}
	d.Thing = p
	if p.Event != nil {
		d.Resolution = p.Event.Resolution
	}
	p.questions = append(p.questions, d)
	if len(d.Values) > 1 {
		p.Disputes = append(p.Disputes, d)
	}
}

// settleDate decides when a thing took place.
func settleDate(p *Page) {
	var own edtf.Date
	if p.Source != nil {
		own = p.Source.Date.Date
	}
	dates, values := gather(p.Accounts, own, func(a *Account) edtf.Date { return a.Date })
	d := &Dispute{Question: "date", Values: groupDates(dates, values)}
	shown := decide(d.Values)
	switch {
	case !own.IsZero():
		p.Date = own
	case shown != nil:
		p.Date = shown.usual()
	default:
		p.Date = edtf.Span(sides(d.Values)...)
	}
	d.Date, d.Open = p.Date, shown == nil
	if shown != nil {
		shown.Shown = true
	}
	p.ask(d)
}

// maxSides bounds how many dates of one thing are compared with each other:
// beyond it, every date that is written otherwise is a value of its own.
const maxSides = 100

// groupDates makes one value of dates that agree; see [Value]. The closest
// dates come first, so that each coarser one finds those it may agree with.
func groupDates(dates []edtf.Date, values []Value) []Value {
	if len(dates) < 2 {
		for i, d := range dates {
			values[i].Date, values[i].dates = d, dates
		}
		return values
	}
	order := make([]int, len(dates))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return byWidth(dates[i], dates[j]) })
	var out []Value
	for _, i := range order {
		v := values[i]
		v.Date, v.dates = dates[i], dates[i:i+1]
		fits := fitting(out, v.Date)
		if len(fits) == 1 {
			out[fits[0]].join(v)
			continue
		}
		v.Vague = len(fits) > 1
		out = append(out, v)
	}
	slices.SortFunc(out, byVotes)
	return out
}

// byWidth orders dates by the number of days that they may mean, fewest first.
func byWidth(d, e edtf.Date) int {
	return cmp.Or(
		cmp.Compare(d.Latest()-d.Earliest(), e.Latest()-e.Earliest()),
		d.Compare(e),
		strings.Compare(d.String(), e.String()))
}

// fitting returns which of the values that are not vague a date agrees with.
func fitting(values []Value, d edtf.Date) []int {
	var out []int
	for i := range values[:min(maxSides, len(values))] {
		v := &values[i]
		if !v.Vague && !slices.ContainsFunc(v.dates, func(e edtf.Date) bool { return !edtf.Agree(d, e) }) {
			out = append(out, i)
		}
	}
	return out
}

// join adds a value that says the same less closely.
func (v *Value) join(w Value) {
	v.first = min(v.first, w.first)
	v.Own = v.Own || w.Own
	v.dates = append(slices.Clip(v.dates), w.dates...)
	v.Accounts = append(v.Accounts, w.Accounts...)
	slices.SortStableFunc(v.Accounts, byPublication)
}

// usual returns the date that most articles of a value give, of several the
// closest.
func (v *Value) usual() edtf.Date {
	if len(v.Accounts) == 1 {
		return v.Accounts[0].Date
	}
	_, values := gather(v.Accounts, edtf.Date{}, func(a *Account) edtf.Date { return a.Date })
	most, best := 0, v.Date
	for _, w := range values {
		d, n := w.Accounts[0].Date, w.articles()
		if n > most || n == most && byWidth(d, best) < 0 {
			most, best = n, d
		}
	}
	return best
}

// sides returns the dates between which nothing decides.
func sides(values []Value) []edtf.Date {
	var out []edtf.Date
	for _, v := range values {
		if !v.Vague {
			out = append(out, v.Date)
		}
	}
	return out
}

// settlePlace decides where a thing took place: nowhere if as many articles
// say one place as another.
func settlePlace(p *Page) {
	place := p.place()
	var own *Page
	if p.Source != nil {
		own = *place
	}
	places, values := gather(p.Accounts, own, func(a *Account) *Page { return a.Place })
	for i, at := range places {
		values[i].Place = at
	}
	slices.SortFunc(values, byVotes)
	d := &Dispute{Question: "place", Values: values, Open: true}
	*place = nil
	if shown := decide(values); shown != nil {
		shown.Shown, d.Open = true, false
		*place = shown.Place
	}
	d.Place = *place
	p.ask(d)
}

// place returns where an event or meeting keeps its place.
func (p *Page) place() **Page {
	if p.Event != nil {
		return &p.Event.Place
	}
	return &p.Meeting.Place
}

// A figureSet is what is said of one figure of an event. Upper and lower case
// make no difference, neither in its name nor in values.
type figureSet struct {
	first    content.Figure // as it is first given
	own      string         // folded; "" if the event's page does not give it
	accounts []*Account
	given    map[*Account]string // folded
	written  map[string]string   // values by what they fold to, as first written
}

// settleFigures gives an event the figures that its page does not give, in the
// order they are first given.
func settleFigures(p *Page) {
	var sets []*figureSet
	byName := map[string]*figureSet{}
	set := func(f content.Figure) (s *figureSet, value string) {
		name, value := fold.Key(f.Name), fold.Key(f.Value)
		s = byName[name]
		if s == nil {
			s = &figureSet{first: f, given: map[*Account]string{}, written: map[string]string{}}
			byName[name] = s
			sets = append(sets, s)
		}
		if s.written[value] == "" {
			s.written[value] = f.Value
		}
		return s, value
	}
	for _, f := range p.Event.Figures {
		s, value := set(f)
		s.own = value
	}
	for _, a := range p.Accounts {
		for _, f := range a.Figures {
			s, value := set(f)
			if _, twice := s.given[a]; !twice {
				s.given[a] = value
				s.accounts = append(s.accounts, a)
			}
		}
	}
	for _, s := range sets {
		d := s.settle()
		if s.own == "" {
			p.Event.Figures = append(p.Event.Figures, content.Figure{Name: s.first.Name, Value: d.Figure, Line: s.first.Line})
		}
		p.ask(d)
	}
}

func (s *figureSet) settle() *Dispute {
	figures, values := gather(s.accounts, s.own, func(a *Account) string { return s.given[a] })
	for i, f := range figures {
		values[i].Figure = s.written[f]
	}
	slices.SortFunc(values, byVotes)
	d := &Dispute{Question: s.first.Name, Values: values}
	if shown := decide(values); shown != nil {
		shown.Shown = true
		d.Figure = shown.Figure
	} else {
		d.Figure, d.Open = allFigures(values), true
	}
	return d
}

// allFigures is what is shown where nothing decides: the span of all values if
// they are whole numbers, and else all.
func allFigures(values []Value) string {
	all := make([]string, len(values))
	lowest, highest, numbers := 0, 0, true
	for i, v := range values {
		all[i] = v.Figure
		n, err := strconv.Atoi(v.Figure)
		if numbers = numbers && err == nil; i == 0 {
			lowest, highest = n, n
		}
		lowest, highest = min(lowest, n), max(highest, n)
	}
	if numbers && len(values) > 0 {
		return strconv.Itoa(lowest) + "–" + strconv.Itoa(highest)
	}
	return strings.Join(all, " or ")
}

// byPublication orders accounts by the date of their articles.
func byPublication(x, y *Account) int {
	return cmp.Or(x.Article.Date.Compare(y.Article.Date), byKey(x.Article, y.Article))
}

// addDisputes lists the disputes of all events and meetings.
func (b *builder) addDisputes() {
	for _, p := range byDate(b.site.Events, b.site.Meetings) {
		b.site.Disputes = append(b.site.Disputes, p.Disputes...)
	}
}

// Differ returns the questions on which the accounts of an event or meeting
// differ, nil if they agree.
func (p *Page) Differ() []string {
	var questions []string
	for _, d := range p.Disputes {
		questions = append(questions, d.Question)
	}
	return questions
}
