package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"dossier/cmd/dossier/internal/fold"
)

// buttons are whole lines of menus, tools and feet of news pages, folded.
var buttons = set(`
subscribe; share; tweet; print; email; e-mail; mail; comments; comment; newsfeed; loader; chats; menu; search; home; close; save
advertisement; advertising; sponsored; sponsored content; promoted; read more; more; see more; show more; load more; view all; view comments
related; related stories; related articles; related topics; related news; related coverage; more stories; more on this story; more from
most read; most popular; trending; latest news; top stories; you may also like; recommended; recommended for you; up next; editor's picks
sign in; log in; login; register; sign up; my account; log in or register; follow us; copy link; link copied; whatsapp; facebook; twitter; telegram
linkedin; pinterest; reddit; vk; skip to content; skip to main content; skip to navigation; back to top; listen; listen to article; play; pause
previous; next; newsletter; newsletters; cookies; accept; accept all; privacy policy; terms of use; contact us; about us; leave a comment
add a comment; gallery; photos; video; videos; live; breaking news; share this article; share this story; print this page; read next; tags
подписаться; поделиться; комментарии; реклама; читайте также; читать далее; подробнее; новости; главная; войти; регистрация; поиск; популярное
заголовок открываемого материала; лента новостей; материалы по теме
شارك; اشترك; تابعنا; تابعونا; إعلان; اقرأ أيضا; اقرأ المزيد; مواضيع ذات صلة; أخبار ذات صلة; التعليقات; الرئيسية; بحث; المزيد
partager; s'abonner; publicité; lire aussi; à lire aussi; commentaires; accueil; connexion; s'inscrire; lire la suite; sur le même sujet
`)

// openings begin lines that lead elsewhere, if these are no longer than openingWords words.
var openings = splitList(`
read more:; read also:; read also ; also read; see also; related:; more:; watch:; video:; listen:; share this; share on; follow us; follow me on
sign up for; subscribe to; subscribe now; click here; tap here; to participate in the discussion; join the discussion; join our; join us on
download our; download the app; get the latest; this website uses cookies; we use cookies; by continuing to; all rights reserved; copyright
photo:; photo by; picture:; image:; image source; photograph:; ©; (c) ; don't miss; you may also; the views expressed in this; become a
подпишитесь; подписывайтесь; читайте также; читайте нас; фото:; смотрите также; следите за; ©
اقرأ أيضا; اقرأ أيضاً; اشترك في; تابعوا; تابعونا; شاهد; صورة:; للمزيد
lire aussi; à lire aussi; abonnez-vous; inscrivez-vous; suivez-nous; crédit photo; photo :; voir aussi
`)

// openingWords is how long a line may be that is left out for how it begins.
const openingWords = 30

func splitList(s string) (out []string) {
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ';' || r == '\n' }) {
		if key := fold.Key(part); key != "" {
			out = append(out, key)
		}
	}
	return out
}

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, key := range splitList(s) {
		m[key] = true
	}
	return m
}

// isNoise reports whether a line belongs to the page and not to its text.
func isNoise(line string) bool {
	key := strings.Trim(fold.Key(line), " :.»>›→|•*-")
	if key == "" || buttons[key] || !strings.ContainsFunc(key, unicode.IsLetter) {
		return true
	}
	words := len(strings.Fields(key))
	if words > openingWords {
		return false
	}
	if isDateline(line) || words <= menuWords && strings.Contains(line, " | ") && !endsSentence(line) && !strings.HasPrefix(line, "|") {
		return true
	}
	return slices.ContainsFunc(openings, func(o string) bool { return strings.HasPrefix(key, o) }) || isCaption(line)
}

// menuWords is how long a line with "|" between its parts may be that is a menu.
const menuWords = 12

// isDateline holds for lines that only say when the text was published.
func isDateline(line string) bool {
	date, _ := dateOf(dateWords.ReplaceAllString(line, ""))
	return date != ""
}

var dateWords = regexp.MustCompile(`(?i)^(?:first |last )?(?:published|posted|updated|modified|publié|опубликовано|обновлено)(?: on| at| le)?\s*:?\s*`)

// credit is what names the maker of a picture: "AP Photo/Jane Doe", "(Getty Images)".
var credit = regexp.MustCompile(`(?i)^©|\bphoto(?:graph)?(?: by\b|\s*[:/©])|\bimage(?: by\b|\s*[:©])|\((?:getty images|reuters|ap|afp|epa)\)$|/\s?(?:reuters|afp|ap|epa|getty images|tass|xinhua|anadolu)\)?$|[^.]©`)

// isCaption reports whether a line that ends no sentence has a credit.
func isCaption(line string) bool {
	return strings.HasPrefix(line, "©") || !endsSentence(line) && credit.MatchString(line)
}

// endsSentence reports whether a line ends as sentences do, in any script.
func endsSentence(line string) bool {
	line = strings.TrimRightFunc(line, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Pf, unicode.Pe) || strings.ContainsRune(`"'*_)]`, r)
	})
	r := []rune(line)
	return len(r) > 0 && strings.ContainsRune(".!?…:;؟؛。！？।։", r[len(r)-1])
}

// scripts are those that are told apart, by the script that most letters are of.
var scripts = []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew, unicode.Greek,
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Devanagari, unicode.Thai, unicode.Georgian, unicode.Armenian}

// scriptOf returns the index of the script that most letters of a text are of,
// -1 if it has none, and how many letters that are.
func scriptOf(s string) (script, letters int) {
	var counts [13]int
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		for i, table := range scripts {
			if unicode.Is(table, r) {
				counts[i]++
				break
			}
		}
	}
	script = -1
	for i, n := range counts {
		if n > letters {
			script, letters = i, n
		}
	}
	return script, letters
}

// strayShare is the part of a text below which another script is a stray line
// and not a quotation or a second language.
const strayShare = 0.1

// strays returns which lines are in another script than the text, where there
// are few of them. Japanese is written in three scripts, and never stray.
func strays(lines []string) map[int]bool {
	letters := map[int]int{}
	of := make([]int, len(lines))
	total := 0
	for i, line := range lines {
		script, n := scriptOf(line)
		of[i] = script
		letters[script] += n
		total += n
	}
	main, most := -1, 0
	for script, n := range letters {
		if n > most || n == most && script < main {
			main, most = script, n
		}
	}
	out := map[int]bool{}
	for i, script := range of {
		if script >= 0 && script != main && !isEastAsian(script, main) && float64(letters[script]) < strayShare*float64(total) {
			out[i] = true
		}
	}
	return out
}

func isEastAsian(scripts ...int) bool {
	for _, s := range scripts {
		if s < 5 || s > 8 {
			return false
		}
	}
	return true
}
