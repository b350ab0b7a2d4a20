using System.Text.Json;

namespace Actors.Cli.Tests.Chars;

/// <summary><c>actors chars</c> over the data of the program itself.</summary>
public sealed class CharsCommandTests : IDisposable
{
    private readonly CommandRun _cli = new();

    [Fact]
    public async Task It_prints_the_books_rows_and_status()
    {
        Assert.Equal(0, await _cli.Run("chars", "rook", "--unicode", "6.3"));

        Assert.Equal("U+2656 \t♖\tWHITE CHESS ROOK\nU+265C \t♜\tBLACK CHESS ROOK\n(2 matches for 'rook')\n", _cli.Out);
        Assert.Equal("", _cli.Error);
    }

    [Fact]
    public async Task A_code_of_five_digits_needs_no_padding()
    {
        await _cli.Run("chars", "Cat", "FACE", "grinning", "--unicode", "14.0");

        Assert.Equal("U+1F638\t😸\tGRINNING CAT FACE WITH SMILING EYES", _cli.Lines[0]);
        Assert.EndsWith("for 'Cat FACE grinning')", _cli.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(No match for 'qwertyuiop')", "qwertyuiop")]
    [InlineData("(No match for \"jabberwocky's vest\")", "jabberwocky's", "vest")]
    [InlineData("(No match for 'U+2656')", "U+2656")]
    public async Task Finding_nothing_is_a_good_end(string status, params string[] words)
    {
        Assert.Equal(0, await _cli.Run(["chars", .. words]));

        Assert.Equal(status + "\n", _cli.Out);
        Assert.Equal("", _cli.Error);
    }

    [Fact]
    public async Task Fifty_rows_are_enough_unless_it_is_told_otherwise()
    {
        Assert.Equal(0, await _cli.Run("chars", "braille"));

        Assert.Equal(51, _cli.Lines.Length);
        Assert.Equal("(256 matches for 'braille')", _cli.Lines[^1]);
        Assert.Equal("50 of 256 shown; --all shows all of them.\n", _cli.Error);
    }

    [Theory]
    [InlineData(3, "--limit", "3")]
    [InlineData(3, "-l", "3")]
    [InlineData(256, "--limit", "1000")]
    [InlineData(256, "--limit", "2147483647")]
    [InlineData(256, "--all")]
    [InlineData(256, "-a")]
    public async Task A_limit_cuts_rows_and_never_the_count(int rows, params string[] options)
    {
        Assert.Equal(0, await _cli.Run(["chars", "braille", .. options]));

        Assert.Equal(rows + 1, _cli.Lines.Length);
        Assert.Equal("(256 matches for 'braille')", _cli.Lines[^1]);
        Assert.Equal(rows == 256 ? "" : $"{rows} of 256 shown; --all shows all of them.\n", _cli.Error);
    }

    [Fact]
    public async Task A_giant_result_is_printed_to_its_end()
    {
        Assert.Equal(0, await _cli.Run("chars", "cjk", "--all", "--unicode", "6.3"));

        Assert.Equal(75_822, _cli.Lines.Length);
        Assert.Equal("(75821 matches for 'cjk')", _cli.Lines[^1]);
    }

    [Fact]
    public async Task The_grammar_is_for_the_other_modes()
    {
        await _cli.Run("chars", "cat", "face", "-smiling", "--mode", "words", "--sort", "cp");
        var words = _cli.Out;
        using var seed = new CommandRun();
        await seed.Run("chars", "cat", "face", "-smiling");

        Assert.DoesNotContain("SMILING", words, StringComparison.Ordinal);
        Assert.StartsWith("U+1F431\t🐱\tCAT FACE\n", words, StringComparison.Ordinal);
        Assert.Contains("SMILING CAT FACE WITH OPEN MOUTH", seed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Smart_puts_the_likeliest_first()
    {
        await _cli.Run("chars", "plus", "--mode", "smart", "--limit", "1");

        Assert.Equal("U+002B \t+\tPLUS SIGN", _cli.Lines[0]);
    }

    [Fact]
    public async Task Json_is_the_body_of_the_http_answer()
    {
        Assert.Equal(0, await _cli.Run("chars", "chess", "black", "--mode", "words", "--limit", "2", "--json"));
        var page = JsonElement.Parse(_cli.Out);

        Assert.Equal(
            ["query", "mode", "sort", "unicode", "total", "from", "status", "used", "items", "next"],
            page.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("chess black", "words", "cp", "18.0"), (Text(page, "query"), Text(page, "mode"), Text(page, "sort"), Text(page, "unicode")));
        Assert.Equal((35, 0), (page.GetProperty("total").GetInt32(), page.GetProperty("from").GetInt32()));
        Assert.Equal("35 matches for 'chess black'", Text(page, "status"));
        Assert.Equal(JsonValueKind.Null, page.GetProperty("used").ValueKind);
        Assert.Equal(["U+265A", "U+265B"], page.GetProperty("items").EnumerateArray().Select(item => Text(item, "code")));
        Assert.Equal("♚", Text(page.GetProperty("items")[0], "char"));
        Assert.NotNull(Text(page, "next"));
        Assert.Equal("", _cli.Error);
    }

    [Fact]
    public async Task Json_of_all_is_one_object_with_every_item_and_no_next()
    {
        Assert.Equal(0, await _cli.Run("chars", "braille", "--all", "--json"));
        var page = JsonElement.Parse(_cli.Out);

        Assert.Equal(256, page.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("WORD", "chars")]
    [InlineData("WORD", "chars", "--all")]
    [InlineData("empty_query", "chars", "")]
    [InlineData("empty_query", "chars", " ", "--mode", "words")]
    [InlineData("seed, words or smart", "chars", "cat", "--mode", "fast")]
    [InlineData("cp or relevance", "chars", "cat", "--sort", "name")]
    [InlineData("unknown_unicode", "chars", "cat", "--unicode", "5.9")]
    [InlineData("unbalanced_quote", "chars", "\"cat", "--mode", "words")]
    [InlineData("--limit", "chars", "cat", "--limit", "0")]
    [InlineData("--limit", "chars", "cat", "--limit", "many")]
    [InlineData("exclude each other", "chars", "cat", "--limit", "50", "--all")]
    [InlineData("'--limt'", "chars", "cat", "--limt", "5")]
    [InlineData("--gateway", "chars", "cat", "--gateway", "nowhere")]
    public async Task A_wrong_usage_is_named_on_stderr_and_ends_with_2(string named, params string[] line)
    {
        Assert.Equal(2, await _cli.Run(line));
        Assert.Contains(named, _cli.Error, StringComparison.Ordinal);
        Assert.Contains("--help", _cli.Error, StringComparison.Ordinal);
        Assert.Equal("", _cli.Out);
    }

    [Fact]
    public async Task After_two_hyphens_everything_is_a_word()
    {
        Assert.Equal(0, await _cli.Run("chars", "--limit", "1", "--", "--rook", "--all", "-l"));

        Assert.Equal("(No match for '--rook --all -l')\n", _cli.Out);
    }

    [Fact]
    public async Task Nothing_is_left_in_the_folder()
    {
        await _cli.Run("chars", "rook");

        Assert.Empty(Directory.GetFileSystemEntries(_cli.Directory));
    }

    public void Dispose() => _cli.Dispose();

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();
}
