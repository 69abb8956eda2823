package main

import (
	"sync"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress shows on standard error how many calls were made, where a person looks on.
type progress struct {
	mu        sync.Mutex
	container *mpb.Progress
	bar       *mpb.Bar
}

// progress shows nothing in CI or where standard error is no terminal.
func (a *app) progress() *progress {
	if a.env["CI"] != "" || !terminal(a.stderr) {
		return &progress{}
	}

	container := mpb.New(mpb.WithOutput(a.stderr), mpb.WithWidth(40))

	return &progress{container: container, bar: container.AddBar(0,
		mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name("reading the account ")),
		mpb.AppendDecorators(decor.CountersNoUnit("%d of %d calls")),
	)}
}

// report says how many calls were made and how many are known to be needed; the second number grows.
func (p *progress) report(done, known int) {
	p.mu.Lock()
	defer p.mu.Unlock()

	if p.bar != nil {
		p.bar.SetTotal(int64(known), false)
		p.bar.SetCurrent(int64(done))
	}
}

// done takes the bar away.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()

	if p.bar != nil {
		p.bar.SetTotal(-1, true)
		p.container.Wait()
	}
}
