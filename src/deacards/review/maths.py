r"""Maths in card text as one reads it aloud: `$O(n \log n)$` becomes `O(n log n)`.

Only what has a plain reading is translated; any other command stays as it was written.
"""

import re

_CODE_OR_MATHS = re.compile(
    r"(?P<code>(`+)(?:.|\n)*?(?<!`)\2(?!`))|\$\$(?P<shown>[^$]+)\$\$|\$(?P<inline>(?!\s)[^$\n]+?(?<!\s))\$(?!\d)"
)
_FRACTION = re.compile(r"\\d?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_WORDING = re.compile(r"\\(?:text|mathrm|mathbf|mathit|operatorname)\s*\{([^{}]*)\}")
_RAISED = re.compile(r"([_^])(?:\{([^{}]*)\}|(\w))")
_COMMAND = re.compile(r"\\([A-Za-z]+|[,;:! ])")
_SIGNS = dict(
    pair.split("=", 1)
    for pair in """times=× cdot=· div=÷ pm=± le=≤ leq=≤ ge=≥ geq=≥ ne=≠ neq=≠ approx=≈ equiv=≡ sim=~ infty=∞
    to=→ rightarrow=→ leftarrow=← Rightarrow=⇒ implies=⇒ iff=⇔ mapsto=↦ in=∈ notin=∉ subset=⊂ subseteq=⊆ cup=∪
    cap=∩ emptyset=∅ forall=∀ exists=∃ neg=¬ land=∧ lor=∨ sum=∑ prod=∏ int=∫ partial=∂ nabla=∇ dots=… ldots=…
    cdots=⋯ alpha=α beta=β gamma=γ delta=δ epsilon=ε zeta=ζ eta=η theta=θ lambda=λ mu=μ nu=ν xi=ξ pi=π rho=ρ
    sigma=σ tau=τ phi=φ chi=χ psi=ψ omega=ω Gamma=Γ Delta=Δ Theta=Θ Lambda=Λ Pi=Π Sigma=Σ Phi=Φ Psi=Ψ Omega=Ω
    log=log ln=ln exp=exp sin=sin cos=cos tan=tan max=max min=min lim=lim mod=mod left= right= langle=⟨
    rangle=⟩ lfloor=⌊ rfloor=⌋ lceil=⌈ rceil=⌉ circ=∘ star=⋆ mid=| quad= qquad=""".split()  # noqa: SIM905 - one pair a line would take three pages
)
_SMALL = {
    "^": str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
    "_": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}
_SMALLABLE = {"^": frozenset("0123456789+-=()n"), "_": frozenset("0123456789+-=()")}


def readable_maths(text: str, *, escaped: bool = False) -> str:
    """Return `text` with `$...$` and `$$...$$` as readable text; code stays as it is, and so does `$5`.

    `escaped` keeps Markdown from taking a star of a formula for a mark.
    """

    def replace(found: re.Match[str]) -> str:
        if found["code"] is not None:
            return found[0]
        formula = _readable(found["inline"] or found["shown"].strip())
        return re.sub(r"[*_`]", r"\\\g<0>", formula) if escaped else formula

    return _CODE_OR_MATHS.sub(replace, text) if "$" in text else text


def _readable(tex: str) -> str:
    """Return a formula as text."""
    for _ in range(4):  # from the inside out: nobody reads a deeper fraction in one line
        tex = _FRACTION.sub(_fraction, _ROOT.sub(r"√(\1)", _WORDING.sub(r"\1", tex)))
    tex = _RAISED.sub(_raised, _COMMAND.sub(_sign, tex))
    return re.sub(" {2,}", " ", tex.replace("{", "").replace("}", "")).strip()


def _fraction(found: re.Match[str]) -> str:
    parts = [part if len(part) < 2 or part.isalnum() else f"({part})" for part in found.groups()]
    return "/".join(parts)


def _sign(found: re.Match[str]) -> str:
    name = found[1]
    return _SIGNS.get(name, found[0]) if name.isalpha() else " "


def _raised(found: re.Match[str]) -> str:
    """Return an exponent or an index in small signs where there are such."""
    mark, body = found[1], found[2] or found[3] or ""
    if body and _SMALLABLE[mark].issuperset(body):
        return body.translate(_SMALL[mark])
    return f"{mark}{body}" if len(body) < 2 else f"{mark}({body})"
