//! The front page: one story leads; everything else is smaller, and says how much.

use leptos::{either::Either, prelude::*};

use super::{
    empty::NothingPublished,
    story::{DepartmentMark, StoryItem, Weight},
};
use crate::{
    articles::{
        api::LoadEdition,
        model::{Edition, Story},
    },
    paths,
    ui::{
        ask::ask,
        loaded::Loaded,
        moment::{Moment, Told},
        number::grouped,
        pager::{Pager, Pages, use_page},
        title::{Description, Feed, PAPER, PageTitle},
    },
};

/// Stories under the lead.
const SECOND: usize = 2;
/// Stories beside it.
const ALSO: usize = 4;

/// The newest articles of all departments.
#[component]
pub fn FrontPage() -> impl IntoView {
    let page = use_page();
    let edition = ask(move || LoadEdition { department: None, page: page() });
    view! {
        <Loaded from=edition let:edition>
            <Front edition />
        </Loaded>
    }
}

/// One page of the edition. Only the first has a lead.
#[component]
fn Front(
    /// Its stories.
    edition: Edition,
) -> impl IntoView {
    let pages = edition.pages;
    let mut stories = edition.stories.clone();
    let leading = if pages.page == 1 { stories.len().min(1 + SECOND + ALSO) } else { 0 };
    let rest = stories.split_off(leading);
    let title =
        if pages.page == 1 { "Front page".to_owned() } else { format!("Page {}", pages.page) };
    view! {
        <PageTitle text=title />
        <Description text="What happens in Vellbridge, what it costs, and who decided it: the newest articles of all departments." />
        <Feed address=paths::FEED title=PAPER />
        <div class="page content">
            <EditionHead newest=edition.stories.first().cloned() pages />
            <div class="front">
                {edition.stories.is_empty().then(|| view! { <NothingPublished edition /> })}
                <Lead stories />
                <ByDepartment stories=rest />
            </div>
            <Pager pages list=paths::FRONT />
        </div>
    }
}

/// The day of the newest story, and how many there are.
#[component]
fn EditionHead(
    /// The first story of this page.
    newest: Option<Story>,
    /// Where the reader is.
    pages: Pages,
) -> impl IntoView {
    let published = newest.and_then(|story| story.article.published_at);
    let until = if pages.page == 1 { "" } else { "Until " };
    let heading = match published {
        Some(at) => Either::Left(view! { {until} <Moment at told=Told::Day /> }),
        None => Either::Right("Front page"),
    };
    view! {
        <div class="edition">
            <h1>{heading}</h1>
            <p>
                {format!("{} articles", grouped(pages.total))}
                {(pages.page == 1)
                    .then_some(published)
                    .flatten()
                    .map(|at| {
                        view! {
                            ", the newest at "
                            <Moment at told=Told::Time />
                        }
                    })}
            </p>
        </div>
    }
}

/// The lead, and the stories under and beside it.
#[component]
fn Lead(
    /// The first is the lead.
    stories: Vec<Story>,
) -> impl IntoView {
    let mut stories = stories.into_iter();
    stories.next().map(|lead| {
        let second: Vec<Story> = stories.by_ref().take(SECOND).collect();
        view! {
            <section class="lead" aria-label="Leading">
                <StoryItem story=lead weight=Weight::Lead mixed=true level=2 />
                <Row class="second" stories=second weight=Weight::Full />
                <Row class="also" stories=stories.collect() weight=Weight::Brief />
            </section>
        }
    })
}

/// Stories of equal weight, of several departments; nothing if there are none.
#[component]
fn Row(
    /// Its place.
    class: &'static str,
    /// Newest first.
    stories: Vec<Story>,
    /// How much each says.
    weight: Weight,
) -> impl IntoView {
    (!stories.is_empty()).then(|| {
        let stories = stories
            .into_iter()
            .map(|story| view! { <StoryItem story weight mixed=true /> })
            .collect_view();
        view! { <div class=class>{stories}</div> }
    })
}

/// The other stories, under their departments.
#[component]
fn ByDepartment(
    /// Newest first.
    stories: Vec<Story>,
) -> impl IntoView {
    let groups = by_department(stories);
    view! {
        <div class="departments">
            {groups
                .into_iter()
                .map(|stories| view! { <DepartmentNews stories /> })
                .collect_view()}
        </div>
    }
}

/// The news of one department.
#[component]
fn DepartmentNews(
    /// At least one, all of one department.
    stories: Vec<Story>,
) -> impl IntoView {
    let broad = stories.len() > 2;
    let briefs = stories.len() > 1;
    let mut stories = stories.into_iter();
    stories.next().map(|first| {
        let department = first.article.department.clone();
        let id = format!("news-{}", department.id);
        let name = department.name.clone();
        let more = paths::department(&department.id);
        view! {
            <section class="department-news" class:broad=broad aria-labelledby=id.clone()>
                <header>
                    <h2 id=id.clone()>
                        <DepartmentMark department />
                    </h2>
                    <a class="text-link" href=more>
                        {format!("All of {name}")}
                    </a>
                </header>
                <div class="stories">
                    <StoryItem story=first weight=Weight::Full />
                    {briefs
                        .then(|| {
                            let stories = stories
                                .map(|story| view! { <StoryItem story weight=Weight::Brief /> })
                                .collect_view();
                            view! { <div class="briefs">{stories}</div> }
                        })}
                </div>
            </section>
        }
    })
}

/// The stories of each department together, in the order in which departments first appear.
fn by_department(stories: Vec<Story>) -> Vec<Vec<Story>> {
    let mut groups: Vec<Vec<Story>> = Vec::new();
    for story in stories {
        let same =
            |group: &&mut Vec<Story>| group[0].article.department == story.article.department;
        match groups.iter_mut().find(same) {
            Some(group) => group.push(story),
            None => groups.push(vec![story]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        articles::{fixture::article, model::Stage},
        departments::model::Department,
    };

    fn story(department: &str) -> Story {
        let department = Department { id: department.into(), name: department.into() };
        Story {
            article: crate::articles::model::Article { department, ..article(Stage::Published) },
            minutes: 1,
            comments: 0,
        }
    }

    #[test]
    fn stories_of_a_department_stand_together() {
        let groups = by_department(vec![story("city"), story("sport"), story("city")]);

        let sizes: Vec<_> =
            groups.iter().map(|g| (g[0].article.department.id.as_str(), g.len())).collect();
        assert_eq!(sizes, [("city", 2), ("sport", 1)]);
    }
}
