package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// faultRows says how many rows each part of the table of faults has.
var faultRows = []struct {
	part string
	rows int
}{{"A", 20}, {"B", 10}, {"C", 10}, {"D", 12}, {"E", 13}, {"F", 9}, {"G", 15}, {"H", 14}, {"I", 6}}

// faultLine is a line of testdata/faults.txt: the row, what happens, and after
// the dash the tests that hold the program to it, or why there are none.
var faultLine = regexp.MustCompile(`^([A-I]\d+)  (.+) — (.+)$`)

// TestFaultTable holds testdata/faults.txt to having every row once and to
// naming tests that there are, and tests that are named by a row to being in it.
func TestFaultTable(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "faults.txt"))
	if err != nil {
		t.Fatal(err)
	}
	known := allTests(t)
	var rows []string
	named := map[string]string{} // test to the rows that name it
	for i, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		m := faultLine.FindStringSubmatch(line)
		if m == nil {
			t.Errorf("line %d is not like “A1  what happens — tests”: %s", i+1, line)
			continue
		}
		rows = append(rows, m[1])
		if strings.HasPrefix(m[3], "struck: ") {
			continue
		}
		for test := range strings.SplitSeq(m[3], ", ") {
			named[test] += " " + m[1] + " "
			if !known[test] {
				t.Errorf("line %d: there is no test %q", i+1, test)
			}
		}
	}
	if want := allRows(); !slices.Equal(rows, want) {
		t.Errorf("the rows are\n%q\nwant\n%q", rows, want)
	}
	for test := range known {
		if row := rowOf(t, test); row != "" && !strings.Contains(named[test], " "+row+" ") {
			t.Errorf("%s is not in row %s of the table", test, row)
		}
	}
}

func allRows() (rows []string) {
	for _, p := range faultRows {
		for i := range p.rows {
			rows = append(rows, p.part+strconv.Itoa(i+1))
		}
	}
	return rows
}

var faultName = regexp.MustCompile(`TestFault([A-I]\d+)\w|^fault_([a-i]\d+)_\w+\.(?:txtar|mjs)$`)

// rowOf returns the row that a test is named by, "" if it is none of these. The
// first line of a script says the row too.
func rowOf(t *testing.T, test string) string {
	m := faultName.FindStringSubmatch(test)
	if m == nil {
		if strings.HasPrefix(test, "fault_") {
			t.Errorf("%s: the name has no row", test)
		}
		return ""
	}
	row := strings.ToUpper(m[1] + m[2])
	if strings.HasSuffix(test, ".txtar") {
		text, err := os.ReadFile(filepath.Join(scriptDir, test))
		if err != nil || !strings.HasPrefix(string(text), "# "+row+": ") {
			t.Errorf("%s: the first line does not begin with %q (%v)", test, "# "+row+": ", err)
		}
	}
	return row
}

// allTests returns the scripts, by file name, and the test functions: TestName
// of this package, name/TestName of a package in internal/.
func allTests(t *testing.T) map[string]bool {
	t.Helper()
	tests := map[string]bool{}
	for _, pattern := range []string{"testdata/script/*.txtar", "testdata/browser/*.mjs"} {
		files, err := filepath.Glob(filepath.FromSlash(pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, file := range files {
			tests[filepath.Base(file)] = true
		}
	}
	for _, pattern := range []string{"*_test.go", "internal/*/*_test.go"} {
		files, err := filepath.Glob(filepath.FromSlash(pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			for _, name := range testsIn(t, file) {
				if dir := filepath.Dir(file); dir != "." {
					name = fmt.Sprint(filepath.Base(dir), "/", name)
				}
				tests[name] = true
			}
		}
	}
	return tests
}

// testsIn returns the names of the tests and fuzz targets of a file.
func testsIn(t *testing.T, file string) (names []string) {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range tree.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && (strings.HasPrefix(f.Name.Name, "Test") || strings.HasPrefix(f.Name.Name, "Fuzz")) {
			names = append(names, f.Name.Name)
		}
	}
	return names
}
