"""Facts shipped with the program: word lists and gazetteers, each with its source in LICENSE."""
