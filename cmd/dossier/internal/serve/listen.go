package serve

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"syscall"
)

// tries is how many ports are tried in turn.
const tries = 100

// Listen listens on a port of an address. If the port is in use, and another
// will do, the next one that is free is taken.
func Listen(addr netip.Addr, port uint16, another bool) (net.Listener, error) {
	for next := int(port); ; next++ {
		ln, err := net.Listen("tcp", netip.AddrPortFrom(addr, uint16(next)).String())
		switch {
		case err == nil:
			return ln, nil
		case !inUse(err):
			return nil, unavailable(addr, port, err)
		case !another:
			return nil, fmt.Errorf("port %d is in use; stop the program that uses it, or choose another with --port", port)
		case next == int(port)+tries-1 || next == 65535:
			return nil, fmt.Errorf("ports %d to %d are in use; choose another with --port", port, next)
		}
	}
}

// inUse reports whether a port is taken. On Windows package syscall has a number
// of its own for that, which the system never returns.
func inUse(err error) bool {
	const windows = syscall.Errno(10048) // WSAEADDRINUSE
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, windows)
}

// unavailable says why an address cannot be listened on.
func unavailable(addr netip.Addr, port uint16, err error) error {
	switch {
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("port %d is for administrators; choose one from 1024 on with --port", port)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return fmt.Errorf("%s is no address of this machine", addr)
	}
	if e, ok := errors.AsType[*net.OpError](err); ok {
		err = e.Err
	}
	return fmt.Errorf("cannot listen on %s: %w", netip.AddrPortFrom(addr, port), err)
}
