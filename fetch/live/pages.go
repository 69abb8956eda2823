package live

import (
	"context"
	"errors"
)

// A pager is a paginator of the SDK.
type pager[Page, Options any] interface {
	HasMorePages() bool
	NextPage(ctx context.Context, options ...func(*Options)) (*Page, error)
}

// errEndless is for a list that goes on after maxPages, which is half a million tasks in one cluster.
var errEndless = errors.New("the pages have no end")

const maxPages = 5000

// pages reads to the last page. Where one fails, the reply holds those before it.
func pages[Page, Options, Item any](
	ctx context.Context, p pager[Page, Options], items func(*Page) []Item, options ...func(*Options),
) (reply[Item], error) {
	var out reply[Item]

	for n := 0; p.HasMorePages(); n++ {
		if n == maxPages {
			return out, errEndless
		}

		page, err := p.NextPage(ctx, options...)
		if err != nil {
			return out, err
		}

		out.items = append(out.items, items(page)...)
	}

	return out, nil
}
