//! Node, the npm packages of the tests and measurements, and the browsers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{command, read, run};
use crate::paths;

/// The oldest Node that runs the tests.
const OLDEST_NODE: u32 = 20;

/// A browser to test in.
struct Browser {
    name: &'static str,
    /// The variable of the environment that holds its path.
    variable: &'static str,
    /// Where it lies on Linux, macOS and Windows.
    paths: &'static [&'static str],
    /// Debian's packages of it and of what its tests need.
    packages: &'static [&'static str],
    /// How to install it by hand.
    advice: &'static str,
}

/// Chromium or a browser made of it, and the fonts that its screenshots need.
const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variable: "CHROMIUM",
    paths: &[
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/usr/bin/google-chrome-stable",
        "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ],
    packages: &["chromium", "fonts-noto-core", "fonts-noto-color-emoji"],
    advice: "the browser tests need Chromium: install it (Debian, Ubuntu: apt install chromium) \
             or set the environment's CHROMIUM to the path of Chromium or Chrome",
};

const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "FIREFOX",
    paths: &[
        "/usr/bin/firefox-esr",
        "/usr/bin/firefox",
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        r"C:\Program Files\Mozilla Firefox\firefox.exe",
    ],
    packages: &["firefox-esr"],
    advice: "the browser tests need Firefox: install it (Debian: apt install firefox-esr) \
             or set the environment's FIREFOX to its path",
};

/// Checks that Node is there and new enough.
///
/// # Errors
/// If it is not.
pub(crate) fn ensure_node() -> Result<()> {
    let version = read(&mut command("node", &["--version"]))
        .with_context(|| format!("the tests need Node {OLDEST_NODE} or newer: install it from nodejs.org"))?;
    let major: Option<u32> =
        version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => bail!("the tests need Node {OLDEST_NODE} or newer, found {}", version.trim()),
    }
}

/// Installs the packages of `package-lock.json` where they are missing or older than it.
///
/// # Errors
/// If there is no Node, or npm cannot fetch them.
pub(crate) fn ensure_packages() -> Result<()> {
    ensure_node()?;
    let modified = |path: &str| fs::metadata(paths::root().join(path)).and_then(|file| file.modified()).ok();
    let installed = modified("node_modules/.package-lock.json");
    if installed.is_some() && installed >= modified("package-lock.json") {
        return Ok(());
    }
    // Nothing that we use needs its install script.
    run(&mut npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
        .context("npm could not fetch the packages of package-lock.json: is its registry reachable?")
}

/// npm, which is a script on Windows.
fn npm(arguments: &[&str]) -> Command {
    command(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments)
}

/// A program of the installed packages.
pub(crate) fn package_command(program: &str, arguments: &[&str]) -> Command {
    let program = if cfg!(windows) { format!("{program}.cmd") } else { program.to_owned() };
    command(&paths::root().join("node_modules/.bin").join(program).to_string_lossy(), arguments)
}

/// The Chromium to test in: the environment's `CHROMIUM`, one at a usual place, or one that apt installs.
///
/// # Errors
/// If there is none and it cannot be installed; the message says what to do.
pub(crate) fn find_chromium() -> Result<PathBuf> {
    find_browser(&CHROMIUM)
}

/// The Firefox to test in, found as Chromium is; its variable is `FIREFOX`.
///
/// # Errors
/// If there is none and it cannot be installed; the message says what to do.
pub(crate) fn find_firefox() -> Result<PathBuf> {
    find_browser(&FIREFOX)
}

fn find_browser(browser: &Browser) -> Result<PathBuf> {
    let Browser { name, variable, .. } = browser;
    if let Some(path) = std::env::var_os(variable).map(PathBuf::from) {
        if path.is_file() {
            return Ok(path);
        }
        bail!("{variable} is {}, which is not a file", path.display());
    }
    let find = || browser.paths.iter().map(Path::new).find(|path| path.is_file()).map(Path::to_owned);
    if let Some(path) = find() {
        return Ok(path);
    }
    install(browser)?;
    find().with_context(|| {
        format!("apt installed {name}, but it is at none of the usual places: set {variable} to its path")
    })
}

/// Installs a browser by apt, where this process may.
fn install(browser: &Browser) -> Result<()> {
    let is_root = read(&mut command("id", &["-u"])).is_ok_and(|id| id.trim() == "0");
    if !is_root || !Path::new("/usr/bin/apt-get").exists() {
        bail!(browser.advice);
    }
    eprintln!("installing {} by apt", browser.packages.join(", "));
    let apt = |arguments: &[&str]| run(command("apt-get", arguments).env("DEBIAN_FRONTEND", "noninteractive"));
    apt(&["update", "-qq"])
        .and_then(|()| apt(&[&["install", "-qq", "-y", "--no-install-recommends"], browser.packages].concat()))
        .context(browser.advice)
}
