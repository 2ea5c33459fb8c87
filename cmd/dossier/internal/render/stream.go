package render

import "io"

// Stream writes a file to w: what is read from the file that Open returns. One
// that package export makes is written as it is made, so that large data are
// never in memory as a whole, and a part of it may have been written before an
// error. An error of w comes back as it is; others have a [*Failure], as those
// of Open.
func (o *Output) Stream(w io.Writer, name string) (err error) {
	if f, ok := o.files[name].(exportFile); ok {
		defer recovered(f, &err)
		return o.export.Write(f.File, w)
	}
	f, err := o.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

// Check returns the error that a file has when it is made, and holds no more of
// it than Stream does. What is copied is opened and not read.
func (o *Output) Check(name string) error {
	if _, ok := o.files[name].(exportFile); ok {
		return o.Stream(io.Discard, name)
	}
	f, err := o.Open(name)
	if err != nil {
		return err
	}
	return f.Close()
}
