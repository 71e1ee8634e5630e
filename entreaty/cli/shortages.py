"""What the machine has too little of, in words: room, memory, open files, or characters in its encoding."""

import errno

_KINDS = {
    errno.ENOSPC: "there is no room left on the disk: make some, and run the same command again",
    errno.EDQUOT: "your quota of the disk is used up: make room, and run the same command again",
    errno.EMFILE: "the program may not open enough files: allow more, as with 'ulimit -n 1024', and run it again",
    errno.ENFILE: "the system has too many files open: end other programs, and run the same command again",
    errno.EIO: "the disk fails to read or write: look at it, and run the same command again",
}
_NO_MEMORY = ("failed to map segment", "cannot allocate memory", "can't start new thread")
_NO_FILES = "too many open files"
_MEMORY = "there is not enough memory: end other programs, use 'letters --jobs 1', or raise the limit ('ulimit -v')"


def what_the_machine_lacks(error: Exception) -> str:
    """Return what to tell somebody whose machine made the program end; empty where the error is the program's own."""
    match error:
        case RecursionError():
            return "a file is nested too deeply to be read: look for thousands of brackets in what was changed last"
        case UnicodeEncodeError():
            return _unwritable(error)
        case OSError(errno=int(number)) if number != errno.ENOMEM:
            # Which file was one too many says nothing.
            where = f"{error.filename}: " if error.filename and number not in {errno.EMFILE, errno.ENFILE} else ""
            return f"{where}{_KINDS.get(number) or str(error.strerror).lower()}"
        case MemoryError() | ImportError() | RuntimeError() | OSError():
            return _of_memory_or_files(error)
    return ""


def _of_memory_or_files(error: Exception) -> str:
    """Return which of both is lacking, by the words of the system's loader of libraries, and of Python's threads."""
    said = str(error).lower()
    if isinstance(error, MemoryError) or any(words in said for words in _NO_MEMORY):
        return _MEMORY
    return _KINDS[errno.EMFILE] if _NO_FILES in said else ""


def _unwritable(error: UnicodeEncodeError) -> str:
    """Return which characters the system's encoding does not have."""
    there = error.object[error.start : error.end]
    return (
        f"a name holds {there!a}, which cannot be written in the encoding {error.encoding}: set LC_ALL=C.UTF-8, or "
        "rename the file or folder"
    )
