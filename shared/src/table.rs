//! Tab-separated tables: `# version:`, `# source:` and `# confidence:` in the head, then one row a line.

/// A value of the head, such as `version`; empty where the head does not give it.
pub(crate) fn head<'t>(text: &'t str, key: &str) -> &'t str {
    text.lines()
        .filter_map(|line| line.strip_prefix("# "))
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))
        .unwrap_or_default()
        .trim()
}

/// The rows with the number of their line, counted from one; comments and empty lines are left out.
pub(crate) fn rows(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim_end_matches('\r')))
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}
