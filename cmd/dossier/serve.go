package main

import (
	"context"
	"fmt"
	"log"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/relay"
	"dossier/cmd/dossier/internal/serve"
	"dossier/cmd/dossier/internal/watch"
)

// serveOptions are the flags of serve.
type serveOptions struct {
	build     buildOptions
	bind      string
	port      uint16
	portGiven bool
	open      bool
	poll      time.Duration
}

func newServeCommand() *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve [DIR]",
		Short: "Show the site in a browser, and keep it up to date",
		Long: "Serve builds the dossier in DIR (the current folder by default) in memory and\n" +
			"serves it to browsers on this machine. Whenever a file changes it builds again,\n" +
			"and pages that have changed reload by themselves. If anything is wrong, the last\n" +
			"good site stays, with the problems above it. Nothing is written.",
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.portGiven = cmd.Flags().Changed("port")
			return runServe(cmd, dirOf(args), o)
		},
	}
	f := cmd.Flags()
	f.Uint16VarP(&o.port, "port", "p", 1313, "the port to serve on; 0 for any. Without this flag, the next one that is free")
	f.StringVar(&o.bind, "bind", "127.0.0.1", "the address to serve on; 0.0.0.0 serves the whole network")
	f.BoolVarP(&o.open, "open", "O", false, "open the site in the browser")
	f.BoolVarP(&o.build.drafts, "drafts", "D", false, "show drafts too")
	f.DurationVar(&o.poll, "poll", 0, "look for changes this often (700ms), where the system tells of none")
	return cmd
}

func runServe(cmd *cobra.Command, dir string, o serveOptions) error {
	p, err := newPrinter(cmd, "text")
	if err != nil {
		return err
	}
	addr, err := bindAddress(o.bind)
	if err != nil {
		return err
	}
	if o.poll < 0 || 0 < o.poll && o.poll < 10*time.Millisecond {
		return usageError("--poll is a time such as 700ms, of at least 10ms, not %v", o.poll)
	}
	root, err := openDossier(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return &failure{statusSystem, err}
	}
	ln, err := serve.Listen(addr, o.port, !o.portGiven)
	if err != nil {
		return &failure{statusSystem, err}
	}
	defer ln.Close()
	s := newSession(p, absolute, root, o.build)
	s.server = serve.New(serve.Options{Address: addr, Explain: s.explain, Log: log.New(p.stderr, "dossier: ", 0)})
	return s.serve(cmd.Context(), ln, o)
}

// serve builds and serves until interrupt is done.
func (s *session) serve(interrupt context.Context, ln net.Listener, o serveOptions) error {
	if os.Getenv("GOGC") == "" {
		// Nearly all of the memory is the dossier, which stays. Little more
		// than half as much again for what comes and goes is enough.
		defer debug.SetGCPercent(debug.SetGCPercent(60))
	}
	ctx, cancel := context.WithCancel(interrupt)
	defer cancel()
	s.address = func(base string) string { return addressOf(ln.Addr(), o.bind, base) }
	s.changed = watch.Changes(ctx, watch.Options{
		Dir: s.dir, Names: []string{config.File, content.Root, "layouts"}, Ignored: content.Ignored, Poll: o.poll,
		Trouble: func(e *watch.Exhausted) {
			s.p.notice("warning: %v, so changes are looked for every 0.7 s\n\thint: %s", e, e.Hint())
		},
	})
	ready, ended := make(chan string, 1), make(chan struct{})
	wait := relay.Go(func() {
		defer close(ended)
		defer cancel()
		s.run(ctx, ready)
	})
	var err error
	select {
	case base := <-ready:
		announce(s.p, ln.Addr(), s.address(base), o)
		err = s.server.Serve(ctx, ln)
	case <-ctx.Done():
	}
	cancel()
	select {
	case <-ended:
		wait()
	case <-time.After(200 * time.Millisecond): // a large build; nothing is lost
	}
	if interrupt.Err() != nil {
		return &failure{status: statusInterrupted} // all has been said: that is how serve ends
	}
	return &failure{statusSystem, err}
}

// bindAddress returns the address to listen on.
func bindAddress(s string) (netip.Addr, error) {
	if s == "localhost" {
		s = "127.0.0.1"
	}
	addr, err := netip.ParseAddr(s)
	if err != nil {
		return netip.Addr{}, usageError("--bind is an address of this machine such as 127.0.0.1 or 0.0.0.0, not %q", s)
	}
	return addr, nil
}

// addressOf returns where a browser on this machine finds the site.
func addressOf(addr net.Addr, bind, base string) string {
	at := addr.(*net.TCPAddr).AddrPort()
	if at.Addr().IsUnspecified() {
		loopback := netip.IPv6Loopback()
		if bind == "0.0.0.0" {
			loopback = netip.AddrFrom4([4]byte{127, 0, 0, 1})
		}
		at = netip.AddrPortFrom(loopback, at.Port())
	}
	return fmt.Sprintf("http://%s%s", at, base)
}

// announce says where the site is, and who can see it.
func announce(p *printer, addr net.Addr, url string, o serveOptions) {
	at := addr.(*net.TCPAddr).AddrPort()
	if o.port != 0 && at.Port() != o.port {
		p.notice("port %d is in use, port %d is taken instead", o.port, at.Port())
	}
	if !at.Addr().IsLoopback() {
		p.notice("warning: everybody in the network can see the site, with what is not published yet")
	}
	p.result("serving %s (stop with Ctrl-C)\n", url)
	if o.open {
		if err := openBrowser(url); err != nil {
			p.notice("the browser cannot be opened: %v", err)
		}
	}
}

// openBrowser opens an address with the program that the system has for that.
// It is the one place where dossier runs another program, and it does so only
// when asked, with an address that is its own.
func openBrowser(url string) error {
	cmd := exec.Command("xdg-open", url)
	switch runtime.GOOS {
	case "darwin":
		cmd = exec.Command("open", url)
	case "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", url)
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // it may be the browser itself, and stay
	return nil
}
