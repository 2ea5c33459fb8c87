package render

import "net/url"

// BasePath returns the path of base_url, not escaped: "/sub/" for
// "https://host/sub/", "/" if there is none. It begins and ends with a slash.
// The page 404.html has links that start from there.
func (o *Output) BasePath() string {
	base := rootPath(o.site.Config.BaseURL)
	if plain, err := url.PathUnescape(base); err == nil {
		return plain
	}
	return base
}
