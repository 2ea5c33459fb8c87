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
	n := 0
	for _, s := range all {
		n += len(s.articles)
	}
	score := make(map[*Page]int, n)
	for _, s := range all {
		for _, other := range s.articles {
			score[other] += s.score
		}
	}
	delete(score, article)
	// Of two that share as much, the one that is nearer in the order of all articles.
	apart := func(p *Page) int32 { return max(p.rank-article.rank, article.rank-p.rank) }
	better := func(x, y Kinship) int {
		if x.Score != y.Score {
			return cmp.Compare(y.Score, x.Score) // as mostly, without a look at the articles
		}
		return cmp.Or(cmp.Compare(apart(x.Article), apart(y.Article)), byRank(x.Article, y.Article))
	}
	var list []Kinship // the best so far, in order
	for other, n := range score {
		k := Kinship{Article: other, Score: n}
		if n < relatedLeast || len(list) == most && better(k, list[most-1]) > 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(list, k, better)
		list = slices.Insert(list, at, k)
		list = list[:min(most, len(list))]
	}
	for i := range list {
		for _, s := range all {
			if slices.Contains(s.articles, list[i].Article) {
				list[i].Shared = append(list[i].Shared, s)
			}
		}
	}
	return list
}

// shared returns what an article may share with others, the most telling first.
func shared(article *Page) []Shared {
	var all []Shared
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
