using Actors.Gateway.Problems;
using Actors.Grains.Chars;

namespace Actors.Gateway.Chars.Page;

/// <summary>
/// The page of characters as it is without JavaScript: a form, a message, a table, links. chars.js takes the same elements
/// over by their ids.
/// </summary>
internal sealed class CharView(CharForm form)
{
    public const string Hint = "Enter words describing characters.";

    // The book's sixteen, in its order: letter case does not count.
    private static readonly string[] Samples =
    [
        "bismillah", "black", "Braille", "cat", "chess", "circled", "digit", "dot",
        "Ethiopic", "face", "hexagram", "Malayalam", "mark", "operator", "Roman", "symbol",
    ];

    private static readonly (string Mode, string Label)[] Modes =
        [("smart", "smart"), ("words", "whole words"), ("seed", "as in the book")];

    private readonly HtmlWriter _html = new();

    /// <summary>Nothing was asked for yet.</summary>
    public byte[] Blank() => Render(message: Hint, problem: null, page: null);

    public byte[] Found(CharPage page) => Render(page.Status, problem: null, page);

    public byte[] Failed(Problem problem) => Render(message: "", problem, page: null);

    private byte[] Render(string message, Problem? problem, CharPage? page)
    {
        _html.Open("html", ("lang", "en"));
        Head();
        _html.Open("body");
        _html.Open("nav", ("aria-label", "Pages")).Element("a", "Harvest flags", ("href", "/")).Text(" ")
            .Element("a", "Find characters", ("href", CharForm.Path), ("aria-current", "page")).Text(" ")
            .Element("a", "Cluster and origins", ("href", "/cluster")).Close();
        _html.Open("main").Element("h1", "Find characters");
        SearchForm();
        SampleLinks();
        _html.Element("p", message, ("id", "message"), ("role", "status"));
        _html.Element("p", UsedNote.From(page?.Used), ("id", "used"));
        _html.Open("p", ("id", "problem"), ("role", "alert"));
        if (problem is not null)
            Complaint(problem);
        _html.Close();
        _html.Element("p", "", ("id", "connection"), ("role", "status"));
        // What only a script has something to say in, as in the line before; a live region is heard only if it is there from the start.
        _html.Element("p", "", ("id", "copied"), ("role", "status"));
        _html.Open("div", ("id", "results"));
        if (page is not null)
            Results(page);
        _html.Close();
        // The script's too.
        _html.Element("div", "", ("id", "details"));
        return _html.ToUtf8();
    }

    private void Head()
    {
        _html.Open("head")
            .Void("meta", ("charset", "utf-8"))
            .Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
            .Element("title", form.Query.Length == 0 ? "Actors: find characters" : $"{form.Query}: characters")
            .Void("link", ("rel", "icon"), ("href", "/icon.svg"), ("type", "image/svg+xml"))
            .Void("link", ("rel", "stylesheet"), ("href", "/page.css"))
            .Void("link", ("rel", "stylesheet"), ("href", "/chars.css"))
            .Open("script", ("type", "module"), ("src", "/chars.js")).Close()
            .Close();
    }

    private void SearchForm()
    {
        _html.Open("form", ("id", "search"), ("method", "get"), ("action", CharForm.Path), ("role", "search"));
        _html.Open("label").Text("Words ").Void(
            "input", ("type", "search"), ("name", "q"), ("value", form.Query), ("autocomplete", "off"), ("autocapitalize", "off"),
            ("spellcheck", "false"), ("autofocus", form.Query.Length == 0 ? "" : null)).Close();
        _html.Open("label").Text("Mode ").Open("select", ("name", "mode"));
        foreach (var (mode, label) in Modes)
            _html.Element("option", label, ("value", mode), ("selected", mode == form.Mode ? "" : null));
        _html.Close().Close();
        Keep("sort", form.Sort);
        Keep("unicode", form.Unicode);
        _html.Element("button", "Find").Close();
    }

    // What only a link can ask for is kept when the form is sent.
    private void Keep(string name, string? value)
    {
        if (value is not null)
            _html.Void("input", ("type", "hidden"), ("name", name), ("value", value));
    }

    private void SampleLinks()
    {
        _html.Open("nav", ("id", "samples"), ("aria-label", "Samples"));
        foreach (var word in Samples)
            _html.Element("a", word, ("href", CharForm.LinkTo(word)));
        _html.Close();
    }

    private void Complaint(Problem problem)
    {
        _html.Text(problem.Detail);
        if (form.After is not null)
            _html.Text(" ").Element("a", "Start again from the first row.", ("href", form.LinkFrom(null)));
    }

    private void Results(CharPage page)
    {
        if (page.Count > 0)
            Table(page);
        _html.Open("p", ("id", "pages"), ("class", "line"));
        if (page.From > 0)
            _html.Element("a", "First page", ("href", form.LinkFrom(null)), ("rel", "first"));
        if (page.Next is not null)
            _html.Element("a", $"Next {NextCount(page)}", ("href", form.LinkFrom(page.Next)), ("rel", "next"));
        _html.Close();
    }

    private static int NextCount(CharPage page) => Math.Min(CharForm.PageRows, page.Total - page.From - page.Count);

    private void Table(CharPage page)
    {
        _html.Open("table", ("id", "rows"));
        _html.Element("caption", $"Rows {page.From + 1} to {page.From + page.Count} of {page.Total}");
        _html.Open("thead").Open("tr");
        foreach (var heading in (string[])["Code", "Character", "Name"])
            _html.Element("th", heading, ("scope", "col"));
        _html.Close().Close().Open("tbody");
        foreach (var row in CharRow.From(page))
        {
            _html.Open("tr");
            _html.Open("td").Element("a", row.Code, ("href", $"/v1/chars/{Uri.EscapeDataString(row.Code)}")).Close();
            _html.Element("td", row.Character ?? HtmlWriter.NoCharacter, ("class", "char"));
            _html.Element("td", row.Name);
            _html.Close();
        }

        _html.Close().Close();
    }
}
