package main

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/render"
)

// maxSitemap bounds a sitemap, as sitemaps.org does.
const maxSitemap = 50 << 20

// against returns a warning for every page of a published sitemap.xml, a file
// or an address, that the output has no more.
func against(ctx context.Context, out *render.Output, sitemap string) (diag.List, error) {
	text, err := readSitemap(ctx, sitemap)
	if err != nil {
		return nil, usageError("--against %s: %w", sitemap, err)
	}
	var doc struct {
		XMLName xml.Name `xml:"urlset"`
		URLs    []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(text, &doc); err != nil {
		return nil, usageError("--against %s: it is no sitemap: %w", sitemap, err)
	}
	has := map[string]bool{}
	for _, p := range out.Paths() {
		has[p] = true
	}
	locs := make([]string, len(doc.URLs))
	for i, u := range doc.URLs {
		locs[i] = strings.TrimSpace(u.Loc)
	}
	base := homeOf(locs)
	var list diag.List
	for _, loc := range locs {
		path, err := url.PathUnescape(strings.TrimPrefix(loc, base))
		if err != nil || !strings.HasPrefix(loc, base) {
			return nil, usageError("--against %s: %s is not a page of the site at %s", sitemap, loc, base)
		}
		if path == "" || strings.HasSuffix(path, "/") {
			path += "index.html"
		}
		if !has[path] {
			list.Add(diag.Warning, diag.Pos{}, "give the page that takes its place the alias /"+strings.TrimSuffix(path, "index.html"),
				"%s was published and is no page any more", loc)
		}
	}
	return list, nil
}

// homeOf returns the address that all of a sitemap begin with: that of the home
// page, which is the shortest.
func homeOf(locs []string) string {
	home := ""
	for i, loc := range locs {
		if i == 0 || len(loc) < len(home) {
			home = loc
		}
	}
	return home[:strings.LastIndexByte(home, '/')+1]
}

func readSitemap(ctx context.Context, sitemap string) ([]byte, error) {
	if u, err := url.Parse(sitemap); err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return os.ReadFile(sitemap)
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, sitemap, nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the host answers %s", resp.Status)
	}
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxSitemap+1))
	if err == nil && len(text) > maxSitemap {
		err = fmt.Errorf("it is larger than %d bytes", maxSitemap)
	}
	return text, err
}
