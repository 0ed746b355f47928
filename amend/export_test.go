package amend

// ReadsLittle reports whether DeriveText reads one clause of a copy only.
func (l *Layout) ReadsLittle(edited string) bool {
	r, ok := l.rewording(edited)
	if ok {
		_, ok = r.derive(Amendment{})
	}
	return ok
}
