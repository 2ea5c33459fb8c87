package edtf

import (
	"testing"
	"time"
)

// Every day that can be written, and its neighbours, must follow the one
// before it in the calendar.
func TestDayCounts(t *testing.T) {
	first, last := DayOf(-9999, 1, 1), DayOf(10000, 2, 29)
	year, month, day := -9999, 1, 1
	for d := first; d <= last; d++ {
		y, m, dd := d.Civil()
		if y != year || m != month || dd != day {
			t.Fatalf("Day(%d).Civil() = %d, %d, %d; want %d, %d, %d", d, y, m, dd, year, month, day)
		}
		if back := DayOf(y, m, dd); back != d {
			t.Fatalf("DayOf(%d, %d, %d) = %d; want %d", y, m, dd, back, d)
		}
		if day++; day > daysIn(year, month) {
			day, month = 1, month+1
		}
		if month > 12 {
			month, year = 1, year+1
		}
	}
	if MinDay >= first || MaxDay <= last {
		t.Errorf("MinDay and MaxDay do not enclose %v to %v", first, last)
	}
	if span := int64(MaxDay) - int64(MinDay); span != int64(MaxDay-MinDay) {
		t.Errorf("MaxDay - MinDay overflows: %d", MaxDay-MinDay)
	}
}

func TestDayAgreesWithTime(t *testing.T) {
	start, end := DayOf(-9999, 1, 1), DayOf(9999, 12, 31)
	for d := start; d <= end; d += 89 {
		want := time.Unix(int64(d)*24*60*60, 0).UTC()
		if d.Year() != want.Year() || d.Month() != int(want.Month()) || d.Day() != want.Day() {
			t.Fatalf("Day(%d) = %d-%d-%d; want %v", d, d.Year(), d.Month(), d.Day(), want)
		}
		if d.Weekday() != want.Weekday() {
			t.Fatalf("Day(%d).Weekday() = %v; want %v", d, d.Weekday(), want.Weekday())
		}
	}
}

func TestDayString(t *testing.T) {
	tests := []struct {
		day  Day
		want string
	}{
		{0, "1970-01-01"},
		{DayOf(2016, 9, 9), "2016-09-09"},
		{DayOf(2016, 9, 31), "2016-10-01"},
		{DayOf(0, 2, 29), "0000-02-29"},
		{DayOf(-43, 3, 15), "-0043-03-15"},
		{DayOf(10000, 2, 29), "10000-02-29"},
		{MinDay, ".."},
		{MaxDay, ".."},
	}
	for _, tt := range tests {
		if got := tt.day.String(); got != tt.want {
			t.Errorf("Day(%d).String() = %q; want %q", tt.day, got, tt.want)
		}
	}
}

func TestDayDate(t *testing.T) {
	tests := []struct {
		day  Day
		want string
	}{
		{DayOf(2016, 9, 9), "2016-09-09"},
		{DayOf(-9999, 1, 1), "-9999-01-01"},
		{DayOf(-9999, 1, 1) - 1, ""},
		{DayOf(9999, 12, 31), "9999-12-31"},
		{DayOf(9999, 12, 31) + 1, ""},
		{MinDay, ""},
		{MaxDay, ""},
	}
	for _, tt := range tests {
		if got := tt.day.Date().String(); got != tt.want {
			t.Errorf("%v.Date() = %q; want %q", tt.day, got, tt.want)
		}
	}
}
