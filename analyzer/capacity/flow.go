package capacity

import "slices"

// A user wants so many places, in any of the stocks it can use.
type user struct {
	wants  Bound
	first  Bound // on top, one user at a time
	stocks []int
	most   []int // of each of these stocks
}

// A stock is places that the same users can use.
type stock struct{ room Bound }

// missing is how many places are missing at the worst of all times: for what all want, and then for what one of them
// wants on top.
//
// Where low is set it goes by the least that may be wanted and the most room that there may be, so that what is missing
// is missing for certain; otherwise by the opposite.
func missing(users []user, stocks []stock, low bool) int {
	f := newFlow(users, stocks, low)

	lack := 0
	for u := range users {
		lack = plus(lack, f.put(u, either(users[u].wants, low)))
	}

	worst := lack

	for u := range users {
		if first := either(users[u].first, low); first > 0 && !f.easily(u, first) {
			worst = max(worst, plus(lack, f.clone().put(u, first)))
		}
	}

	return worst
}

func either(b Bound, low bool) int {
	if low {
		return b.Low
	}

	return b.High
}

// A flow is how places are taken, made as large as it can be along shortest ways, so that its cost does not grow with
// the numbers (Edmonds and Karp).
type flow struct {
	users []user
	room  []int
	taken [][]int // of each user, by the place in its stocks

	// takers are who can use a stock, as user and place in its stocks.
	takers [][][2]int
}

func newFlow(users []user, stocks []stock, low bool) *flow {
	f := &flow{
		users: users, room: make([]int, len(stocks)), taken: make([][]int, len(users)),
		takers: make([][][2]int, len(stocks)),
	}

	for i, s := range stocks {
		f.room[i] = either(s.room, !low)
	}

	for u := range users {
		f.taken[u] = make([]int, len(users[u].stocks))
		for at, s := range users[u].stocks {
			f.takers[s] = append(f.takers[s], [2]int{u, at})
		}
	}

	return f
}

func (f *flow) clone() *flow {
	c := &flow{users: f.users, room: slices.Clone(f.room), taken: make([][]int, len(f.taken)), takers: f.takers}
	for u := range f.taken {
		c.taken[u] = slices.Clone(f.taken[u])
	}

	return c
}

// easily reports whether there is room for n more of the user without moving anybody.
func (f *flow) easily(u, n int) bool {
	room := 0
	for at, s := range f.users[u].stocks {
		room = plus(room, min(f.room[s], f.users[u].most[at]-f.taken[u][at]))
	}

	return room >= n
}

// put finds places for n more of the user, and returns how many it found none for.
func (f *flow) put(u, n int) int {
	for n > 0 {
		some := f.push(u, n)
		if some == 0 {
			break
		}

		n -= some
	}

	return n
}

// A step leads into a stock: by a user that takes more of it, who before that left another one, or is the first.
type step struct{ user, at, left int }

// push takes up to n places on the shortest way on which somebody may have to move.
func (f *flow) push(u, n int) int {
	into := make([]step, len(f.room))
	seen := make([]bool, len(f.room))
	queue := f.reach(u, -1, into, seen, nil)

	for i := 0; i < len(queue); i++ {
		s := queue[i]
		if f.room[s] > 0 {
			return f.move(s, n, into)
		}

		for _, t := range f.takers[s] {
			if f.taken[t[0]][t[1]] > 0 {
				queue = f.reach(t[0], s, into, seen, queue)
			}
		}
	}

	return 0
}

// reach adds the stocks of which the user may take more.
func (f *flow) reach(u, left int, into []step, seen []bool, queue []int) []int {
	for at, s := range f.users[u].stocks {
		if !seen[s] && f.taken[u][at] < f.users[u].most[at] {
			seen[s] = true
			into[s] = step{u, at, left}
			queue = append(queue, s)
		}
	}

	return queue
}

// move takes up to n places of the last stock, each on the way to it making room for the one before.
func (f *flow) move(last, n int, into []step) int {
	n = min(n, f.room[last])

	for s := last; s >= 0; s = into[s].left {
		w := into[s]
		n = min(n, f.users[w.user].most[w.at]-f.taken[w.user][w.at])

		if w.left >= 0 {
			n = min(n, f.taken[w.user][f.place(w.user, w.left)])
		}
	}

	if f.room[last] < Endless {
		f.room[last] -= n
	}

	for s := last; s >= 0; s = into[s].left {
		w := into[s]
		f.taken[w.user][w.at] += n

		if w.left >= 0 {
			f.taken[w.user][f.place(w.user, w.left)] -= n
		}
	}

	return n
}

func (f *flow) place(u, s int) int { return slices.Index(f.users[u].stocks, s) }
