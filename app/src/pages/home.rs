//! 首页: what this is, what to have at hand, and the way in.

use leptos::prelude::*;

use super::{
    Road,
    layout::{LanguageSwitch, begun_line, follow},
};
use crate::{routes::Route, words};

/// The page.
#[component]
pub fn Home() -> impl IntoView {
    let road = Road::here();
    view! {
        <section class="hero">
            <div class="hero-card" aria-hidden="true"><span class="hero-chip"></span><span class="hero-line"></span></div>
            <h1>{words().home_title}</h1>
            <p class="lead">{words().home_lead}</p>
            <button type="button" class="button button-primary" id="apply" on:click=move |_| road.go(&Route::Apply)>
                {words().apply}
            </button>
            <div class="hero-status" role="status">{begun_line(road)}</div>
        </section>
        <nav class="cells">
            <a class="cell cell-link" href=Route::Applications.path() on:click=follow(road, Route::Applications)>
                {words().my_applications}
            </a>
        </nav>
        {list(words().home_prepare, &words().home_needs, "needs")}
        {list(words().home_road, &words().home_steps, "needs needs-numbered")}
        <p class="aside">{words().home_under_age}</p>
        <LanguageSwitch/>
    }
    .into_any()
}

/// A titled list of a thing and its detail each.
fn list(
    title: &'static str,
    items: &'static [(&'static str, &'static str)],
    class: &'static str,
) -> AnyView {
    let item = |(name, detail): &(&'static str, &'static str)| {
        view! { <li><span class="needs-name">{*name}</span><span class="needs-detail">{*detail}</span></li> }
    };
    view! {
        <h2 class="group-title">{title}</h2>
        <ul class=class>{items.iter().map(item).collect_view()}</ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use sscard_shared::language::Language;

    use super::*;
    use crate::language;

    /// What the browser paints before the program is there.
    const FIRST_PAINT: &str = include_str!("../../index.html");

    /// What the words of a language are on the first page and around it.
    fn said(words: &'static words::Words) -> Vec<&'static str> {
        let singles = [
            words.at_minsheng.service,
            words.elder,
            words.elder_hint,
            words.elder_open,
            words.elder_hint_close,
            words.home_title,
            words.home_lead,
            words.home_resume_signed_out,
            words.apply,
            words.my_applications,
            words.home_prepare,
            words.home_road,
            words.home_under_age,
            words.settings,
            words.ask_by_phone,
            words.footer,
            words.loading,
        ];
        let pairs = words.home_needs.into_iter().chain(words.home_steps);
        singles.into_iter().chain(pairs.flat_map(|(name, detail)| [name, detail])).collect()
    }

    #[test]
    fn the_first_paint_says_what_the_page_says_in_every_language() {
        let chinese = said(words());
        language::CURRENT.set(Language::En);
        let english = said(words());
        language::CURRENT.set(Language::ZhCn);
        for (chinese, english) in chinese.into_iter().zip(english) {
            let both = format!("data-en=\"{english}\">{chinese}<");
            assert!(FIRST_PAINT.contains(&both), "{both}");
        }
    }

    #[test]
    fn the_first_paint_leads_where_the_page_leads() {
        for route in [Route::Applications, Route::Home] {
            assert!(FIRST_PAINT.contains(&format!("href=\"{}\"", route.path())), "{route:?}");
        }
    }
}
