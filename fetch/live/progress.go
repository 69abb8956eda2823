package live

import "sync"

// progress counts calls over all regions.
type progress struct {
	report func(done, planned int)

	mu            sync.Mutex
	done, planned int
}

// add tells of calls that were done or became known. The lock is held meanwhile, so that reports come in order.
func (p *progress) add(done, planned int) {
	if p.report == nil || done+planned == 0 {
		return
	}

	p.mu.Lock()
	defer p.mu.Unlock()

	p.done += done
	p.planned += planned
	p.report(p.done, p.planned)
}
