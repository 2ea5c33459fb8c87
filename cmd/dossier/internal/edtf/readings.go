package edtf

// Readings returns the dates that a text may mean that was written for people
// or by another program, the likeliest first: one for "27 September 2016",
// "Sept. 27, 2016", "27.9.2016" and for what [Parse] takes, two for
// "09/10/2016", none for what is no date or longer than 100 bytes.
func Readings(s string) []Date {
	const limit = 100 // bytes; nobody writes longer dates
	if len(s) > limit {
		return nil
	}
	if d, err := Parse(s); err == nil {
		return []Date{d}
	}
	return readings(s)
}
