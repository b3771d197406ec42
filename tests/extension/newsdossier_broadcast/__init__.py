"""Two extensions of newsdossier: a reader of subtitles, an analyser of laws."""
