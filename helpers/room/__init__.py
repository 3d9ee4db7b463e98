"""A room without a network: everything the course takes from one, in one file.

    pack        a machine with a network writes the file: wheels, Debian packages, images, the wiki's archive
    manifest    what a file brings and for which machines; read within limits, every byte by its digest
    program     the course's own wheel in it, and the end of the file, by which Python can run it
    alone       what `python3 FILE` does where there is no clone
    unpack      on a machine without a network, into the course's cache
    serve       the packages of that cache to the engine's containers, as long as the lab is open
    here        what of a room this machine has

A pack holds a part of Debian's archive as Debian signed it: apt checks the same signature as always, here
and in the containers, and no key of ours is involved.
"""
