"""How a fault of ours is told in a log: its type and its place in the code. What an exception says may hold what a file says."""


def fault(error: BaseException) -> str:
    """``ValueError at dates.py:12``: the innermost line."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    return f"{type(error).__name__} at {trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
