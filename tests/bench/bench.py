"""What benchmarks share: a tenant of their own, and the measuring of one command."""

import shlex
import subprocess
import sys

USER, PASSWORD = "admin@contoso.onmicrosoft.com", "pass@word1"


def run(arguments, environment):
    done = subprocess.run(arguments, env=environment, stdin=subprocess.DEVNULL,
                          capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: exit status {done.returncode}\n{done.stderr.decode()}")
    return done.stdout.decode()


def tenant_environment(folder, binaries, *options):
    """Starts a tenant with these options and returns the variables that lead to it."""
    environment = {"PATH": f"{binaries}:/usr/bin:/bin", "HOME": folder,
                   "O365_TENANT_DIR": folder + "/tenant", "O365_CONFIG_DIR": folder + "/config",
                   "O365_CREDENTIAL_STORE": "file", "O365_PASSWORD": PASSWORD}
    run(["o365-tenant", "start", *options], environment)
    for line in run(["o365-tenant", "env"], environment).splitlines():
        if line.startswith("export "):
            name, _, value = line[len("export "):].partition("=")
            environment[name] = shlex.split(value)[0]
    return environment


def measure(arguments, environment, output=subprocess.DEVNULL):
    """Runs the command under time(1), which measures it alone: largest resident size in MB, seconds.

    Its output goes to `output`.
    """
    report = environment["HOME"] + "/time"
    done = subprocess.run(["/usr/bin/time", "-o", report, "-f", "%M %e", *arguments],
                          env=environment, stdin=subprocess.DEVNULL, stdout=output,
                          stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: exit status {done.returncode}\n{done.stderr.decode()}")
    with open(report, encoding="ascii") as text:
        kilobytes, seconds = text.read().split()
    return int(kilobytes) / 1000, max(float(seconds), 0.01)
