"""`python -m benchmarks [NAME …]`: run all benchmarks, or those that are named, and print their tables."""

import importlib
import pkgutil
import sys

import benchmarks


def main(wanted: list[str]) -> int:
    """Run the benchmarks one after another; an unknown name is refused."""
    names = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name.startswith("bench_")]
    known = {name.removeprefix("bench_") for name in names}
    if unknown := set(wanted) - known:
        print(
            f"There is no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(sorted(known))}",
            file=sys.stderr,
        )
        return 2
    for name in sorted(known & set(wanted) if wanted else known):
        print(f"\n## {name}\n", flush=True)
        importlib.import_module(f"benchmarks.bench_{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
