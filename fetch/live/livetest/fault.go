package livetest

// A fault is an error that a call runs into.
type fault struct {
	code string

	// left counts the calls that still fail; negative for all of them.
	left int
}

// Deny refuses every call of the actions, "ecs:ListServices", as IAM does for want of a permission: each service
// has its own code for that.
func (s *Server) Deny(actions ...string) {
	for _, action := range actions {
		s.Fail(action, "", -1)
	}
}

// Fail answers the next n calls of an action with an error of that code, and every call for a negative n.
// An empty code is the one of a denied call.
func (s *Server) Fail(action, code string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.faults[action] = &fault{code: code, left: n}
}

// Before runs f whenever a call of the action arrives, before it is answered. It may run in several goroutines
// at once.
func (s *Server) Before(action string, f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.hooks[action] = f
}

// hook is what runs before the action is answered.
func (s *Server) hook(action string) func() {
	s.mu.Lock()
	defer s.mu.Unlock()

	if f := s.hooks[action]; f != nil {
		return f
	}

	return func() {}
}

// stumble is the error that a call runs into, if any.
func (s *Server) stumble(c *call) *refusal {
	s.mu.Lock()
	defer s.mu.Unlock()

	f := s.faults[c.action]
	if f == nil || f.left == 0 {
		return nil
	}

	f.left--

	if f.code == "" {
		return &refusal{style(c.service()).denied, "no policy allows " + c.action}
	}

	return &refusal{f.code, "as the test asked for"}
}
