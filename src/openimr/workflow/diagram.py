"""The process as a diagram and as tables in Markdown, drawn from the tables themselves."""

from __future__ import annotations

from openimr.program.process import Process, Transition
from openimr.program.process_loading import GROUPS

MARK = "<!-- Written by `imr process diagram`; change the tables of the pack, not this file. -->"


def draw_diagram(process: Process) -> str:
    """A Markdown page: Mermaid state diagram, states with their tasks, transitions, guards."""
    return "\n".join(
        (
            MARK,
            f"# Process of the program {process.program}",
            "",
            f"Source: {process.source}. A row marked * rests on a text that was not read in its official form.",
            "",
            "```mermaid",
            *draw_mermaid(process),
            "```",
            "",
            "Withdrawal, termination and dismissal are possible from every open state, conversion to expedited from every "
            "state after assignment; the diagram shows them once, from the group.",
            "",
            "## States",
            "",
            *_states(process),
            "",
            "## Transitions",
            "",
            *_transitions(process),
            "",
            "## Guards",
            "",
            *_guards(process),
            "",
        )
    )


def draw_mermaid(process: Process) -> tuple[str, ...]:
    """The lines of a Mermaid stateDiagram-v2; transitions from groups of states leave a state named for the group."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{state.name}" as {state.code}' for state in process.states]
    for group in GROUPS:
        if any(group in row.sources for row in process.transitions):
            words = "any open state" if group == "open" else "any state after assignment"
            lines.append(f'    state "{words}" as {group}')
    for row in process.transitions:
        for source in row.sources or ("[*]",):
            lines.append(f"    {source} --> {row.to or source}: {row.event.replace('_', ' ')}")
    lines += [f"    {state.code} --> [*]" for state in process.states if state.terminal]
    return tuple(lines)


def _states(process: Process) -> list[str]:
    rows = ["| state | means | ends the case | who must do what |", "|---|---|---|---|"]
    for state in process.states:
        tasks = "<br>".join(
            f"{task.who}: {task.does}{f' ({chr(44).join(task.clocks)})' if task.clocks else ''}" for task in state.tasks
        )
        rows.append(f"| {state.code} | {state.says} | {'yes' if state.terminal else ''} | {tasks} |")
    return rows


def _transitions(process: Process) -> list[str]:
    rows = [
        "| from | to | event | when | guards and facts | notices | clocks | source |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in process.transitions:
        sources = ", ".join(row.sources) or "-"
        needs = ", ".join((*row.guards, *row.needs))
        rows.append(
            f"| {sources} | {row.to or 'same'} | {row.event} by {', '.join(row.actors)} | {row.says} | {needs} | "
            f"{', '.join(row.notices)} | {_clocks(row)} | {row.source}{'' if row.verified else ' *'} |"
        )
    return rows


def _clocks(row: Transition) -> str:
    parts = [f"start {', '.join(one.clock for one in row.starts)}"] if row.starts else []
    for word, clocks in (("stop", row.stops), ("pause", row.pauses), ("resume", row.resumes)):
        parts += [f"{word} {', '.join(clocks)}"] if clocks else []
    parts += ["convert to expedited"] if row.converts else []
    parts += ["extend"] if row.extends else []
    return "; ".join(parts)


def _guards(process: Process) -> list[str]:
    rows = ["| guard | holds when | in force | source |", "|---|---|---|---|"]
    for guard in process.guards:
        force = f"{f'from {guard.valid_from} ' if guard.valid_from else ''}{f'to {guard.valid_to}' if guard.valid_to else ''}"
        mark = "" if guard.verified else " *"
        rows.append(f"| {guard.code} | {guard.says} | {force.strip()} | {guard.source}{mark} |")
    return rows
