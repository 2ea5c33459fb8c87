package watch

import "time"

// A burst is a number of changes that belong together, as one save or one git
// checkout makes them.
type burst struct {
	going       bool
	over        bool
	quiet, most *time.Timer
}

func newBurst() *burst {
	b := &burst{quiet: time.NewTimer(quiet), most: time.NewTimer(most)}
	b.quiet.Stop()
	b.most.Stop()
	return b
}

// add takes up a change.
func (b *burst) add() {
	b.quiet.Reset(quiet)
	if !b.going {
		b.going = true
		b.most.Reset(most)
	}
}

// end ends the burst: one of its timers has fired.
func (b *burst) end() {
	b.quiet.Stop()
	b.most.Stop()
	b.over, b.going = b.going, false
}

// ended reports, once, that a burst is over.
func (b *burst) ended() bool {
	over := b.over
	b.over = false
	return over
}
