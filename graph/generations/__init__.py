"""Where generations live: a data directory, what is in one, and how one becomes current.

    settings.json       what the directory is told once and keeps
    names-*.toml        names of organisations that the register's keeper added, if any
    ledger.sqlite       which slug a key has, who is who, what redirects where
    current             the id of the generation that is served
    lock                held by the one process that writes
    queue/              the tickets of those that wait for it
    generations/<id>/   one generation: store/, index/, records/, registers/, redirects.json, the
                        list of these (contents.json), manifest.json; after writes also pages/, the
                        store without them, and what they contradict and touched
    writes/<hash>       a write, which names the one before it
    registers/<name>-<digest>/  what somebody else's register said when it was loaded
    decisions.jsonl     what people decided on links to such registers
    tokens.json         who may write, by hashes
    audit.log           who wrote what, a line each
    dumps/<id>/         a generation as files, made when first asked for
    reader.json         what readers are told instead of settings.json; they serve copies of this
                        file, of current, and of generations/
    taken/              in a reader's directory: which generations are whole, and which is served

A generation is written under a temporary name, made durable, renamed, and published by one switch
of the pointer ``current``. What a build is told anew lies in its generation as ``settings.json``
until that moment, and takes the place of the directory's then. Nothing here ever changes a
file that a reader may have open.
"""
