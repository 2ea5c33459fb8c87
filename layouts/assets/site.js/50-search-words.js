// The words of a text and the forms under which they are found. The rules are
// those of package search, which made the index, and are written there; the
// vectors in cmd/dossier/testdata/search hold both to one another.
const dossierWords = (() => {
  const maxWord = 32;
  const dropped = /[\u00AD\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED\u1AB0-\u1AFF\u1DC0-\u1DFF\u200B-\u200F\u202A-\u202E\u2060-\u2069\u20D0-\u20FF\uFE20-\uFE2F\uFEFF]/gu;
  const letters = new Map(Object.entries({
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ς": "σ",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك",
    "‘": "'", "’": "'", "ʻ": "'", "ʼ": "'", "ʾ": "'", "ʿ": "'", "′": "'", "\u2010": "-",
  }));
  for (let i = 0; i < 10; i++) {
    letters.set(String.fromCodePoint(0x660 + i), String(i));
    letters.set(String.fromCodePoint(0x6F0 + i), String(i));
  }
  const special = new RegExp(`[${[...letters.keys()].join("")}]`, "gu");
  const compound = /[\p{L}\p{N}\p{M}]+(?:['-][\p{L}\p{N}\p{M}]+)*/gu;
  const unspacedLetters = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\u30FC";
  const unspaced = new RegExp(`[${unspacedLetters}]`, "u");
  const runs = new RegExp(`[${unspacedLetters}]+|[^${unspacedLetters}'-]+`, "gu");

  const fold = (text) => text.normalize("NFKD").toLowerCase().replace(dropped, "")
    .replace(special, (c) => letters.get(c)).normalize("NFC");
  const size = (word) => [...word].length;
  const cut = (word) => (word.length <= maxWord ? word : [...word].slice(0, maxWord).join(""));

  const forms = (word) => {
    const rest = /^و?ف?(?:[بك]?ال|لل)(.{3,})$/u.exec(word) || /^و(.{4,})$/u.exec(word);
    return rest ? [cut(word), cut(rest[1])] : [cut(word)];
  };
  // A script that does not part words: every two letters are one.
  const pairs = (run) => {
    const list = [...run];
    return list.map((letter, i) => [letter + (list[i + 1] || "")]);
  };
  const joined = (text) => {
    const list = [];
    const parts = text.split(/(['-])/u);
    for (let i = 0; i < parts.length; i += 2) {
      const apostrophe = parts[i - 1] === "'" || parts[i + 1] === "'";
      if (!apostrophe || size(parts[i]) > 1) list.push(forms(parts[i]));
    }
    const whole = text.replace(/['-]/gu, "");
    if (list.length === 0) list.push([cut(whole)]);
    else if (parts.length > 1 && size(whole) <= maxWord) list.at(-1).push(whole);
    return list;
  };
  // Returns a list of words, each a list of forms.
  const words = (text) => (fold(text).match(compound) || []).flatMap((found) => {
    if (!unspaced.test(found)) return joined(found);
    return found.match(runs).flatMap((run) => (unspaced.test(run) ? pairs(run) : [forms(run)]));
  });
  return { words, unspaced };
})();
