package site

import (
	"cmp"
	"slices"
)

// Limits of related articles.
const (
	relatedReach = 12 // of the articles that share something with one, those so many places before and after it count
	relatedLeast = 60 // score of an article that is related at all; see relatedScore
)

// A Kinship is an article that has to do with what another is about.
type Kinship struct {
	Article *Page
	Score   int
	Shared  []Shared // what both have, the most telling first; at least one
}

// Shared is something that articles have in common.
type Shared struct {
	Thing     *Page      // an event, meeting, position, person, organization or place
	Statement *Statement // a statement that both report; Thing is nil

	score    int
	articles []*Page // that share it, as far as they are looked at
}

// Related returns the articles that share the most with an article, at most so
// many, which is at least one: statements that both report, the events and
// meetings that both tell of, the questions that statements in both are about,
// the people, organizations and places of both. What few articles share says
// more than what many do. Of what very many share only the articles near in
// time are looked at, so that the time this takes does not grow with the dossier.
func Related(article *Page, most int) []Kinship {
	all := shared(article)
	list := make([]relative, 0, 8) // the best so far, in order
	sum(all, func(r relative) {
		r.apart = max(r.rank-article.rank, article.rank-r.rank)
		if r.score < relatedLeast || r.apart == 0 || len(list) == most && r.compare(list[most-1]) > 0 {
			return
		}
		at, _ := slices.BinarySearchFunc(list, r, relative.compare)
		list = slices.Insert(list, at, r)
		list = list[:min(most, len(list))]
	})
	out := make([]Kinship, len(list))
	for i, r := range list {
		out[i].Score = r.score
		for _, s := range all {
			if at := slices.IndexFunc(s.articles, func(p *Page) bool { return p.rank == r.rank }); at >= 0 {
				out[i].Article = s.articles[at]
				out[i].Shared = append(out[i].Shared, s)
			}
		}
	}
	return out
}

// A relative is an article that shares something with another.
type relative struct {
	rank  int32 // of the article
	apart int32 // how far it is from the other in the order of all articles
	score int
}

// compare puts the higher score first, and of two the one that is nearer.
func (r relative) compare(q relative) int {
	return cmp.Or(cmp.Compare(q.score, r.score), cmp.Compare(r.apart, q.apart), cmp.Compare(r.rank, q.rank))
}

// sum calls f for every article that shares something, with the sum of its
// scores. Ranks and scores are sorted as numbers: for every page with an article
// on it this is several times as fast as a map.
func sum(all []Shared, f func(relative)) {
	keys := make([]uint64, 0, 512) // rank of an article, and below it one of its scores
	for _, s := range all {
		for _, p := range s.articles {
			keys = append(keys, uint64(p.rank)<<32|uint64(s.score))
		}
	}
	slices.Sort(keys)
	for i := 0; i < len(keys); {
		r := relative{rank: int32(keys[i] >> 32)}
		for ; i < len(keys) && int32(keys[i]>>32) == r.rank; i++ {
			r.score += int(keys[i] & (1<<32 - 1))
		}
		f(r)
	}
}

// shared returns what an article may share with others, the most telling first.
func shared(article *Page) []Shared {
	n := len(article.Statements) + len(article.Events) + len(article.Meetings) + len(article.Positions) +
		len(article.People) + len(article.Organizations) + len(article.Places)
	all := make([]Shared, 0, n)
	told := map[*Statement]bool{}
	for _, s := range article.Statements {
		if told[s.Same[0]] {
			continue // the article reports it twice
		}
		told[s.Same[0]] = true
		reporters := s.Reporters()
		all = append(all, Shared{Statement: s.Same[0], score: relatedScore(40, len(reporters)), articles: reporters})
	}
	for _, kind := range []struct {
		things []*Page
		weight int
	}{
		{article.Events, 12}, {article.Meetings, 10}, {article.Positions, 6},
		{article.People, 4}, {article.Organizations, 2}, {article.Places, 1},
	} {
		for _, t := range kind.things {
			all = append(all, Shared{Thing: t, score: relatedScore(kind.weight, len(t.Articles)), articles: near(t.Articles, article)})
		}
	}
	slices.SortStableFunc(all, func(x, y Shared) int { return cmp.Compare(y.score, x.score) })
	return all
}

// relatedScore says how much it tells of two articles that they share
// something of a weight with n articles in all.
func relatedScore(weight, n int) int { return weight * 1000 / (n + 8) }

// near returns the articles of a list, which is in order, around one of them.
func near(list []*Page, article *Page) []*Page {
	at, _ := slices.BinarySearchFunc(list, article, byRank)
	return list[max(0, at-relatedReach):min(len(list), at+relatedReach+1)]
}
