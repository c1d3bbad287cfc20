"""An estimate as a PDF of few pages, to be filed."""
