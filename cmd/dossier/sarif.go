package main

import (
	"encoding/json"
	"net/url"

	"dossier/cmd/dossier/internal/diag"
)

// sarif prints the problems in the Static Analysis Results Interchange Format
// (SARIF 2.1.0, OASIS), which code hosts show beside the lines of a change.
func (p *printer) sarif(list diag.List) {
	results := make([]sarifResult, len(list))
	for i, d := range list {
		r := &results[i]
		r.RuleID, r.Level, r.Message.Text = "dossier/"+d.Severity.String(), d.Severity.String(), d.Message
		if d.Hint != "" {
			r.Message.Text += "\n" + d.Hint
		}
		if d.Pos.File == "" {
			continue
		}
		at := sarifLocation{}
		at.Physical.Artifact.URI = (&url.URL{Path: d.Pos.File}).EscapedPath()
		if d.Pos.Line > 0 {
			at.Physical.Region = &sarifRegion{d.Pos.Line, d.Pos.Col}
		}
		r.Locations = []sarifLocation{at}
	}
	var log sarifLog
	log.Schema, log.Version = "https://json.schemastore.org/sarif-2.1.0.json", "2.1.0"
	log.Runs = make([]sarifRun, 1)
	run := &log.Runs[0]
	run.ColumnKind, run.Results = "unicodeCodePoints", results
	run.Tool.Driver.Name, run.Tool.Driver.Version = "dossier", version()
	enc := json.NewEncoder(p.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	_ = enc.Encode(log)
}

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool struct {
		Driver struct {
			Name    string `json:"name"`
			Version string `json:"version"`
		} `json:"driver"`
	} `json:"tool"`
	ColumnKind string        `json:"columnKind"`
	Results    []sarifResult `json:"results"`
}

type sarifResult struct {
	RuleID  string `json:"ruleId"`
	Level   string `json:"level"`
	Message struct {
		Text string `json:"text"`
	} `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
}

type sarifLocation struct {
	Physical struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region *sarifRegion `json:"region,omitempty"`
	} `json:"physicalLocation"`
}

type sarifRegion struct {
	Line   int `json:"startLine"`
	Column int `json:"startColumn,omitempty"`
}
