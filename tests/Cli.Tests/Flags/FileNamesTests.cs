using System.Text;
using Actors.Cli.Flags;
using Actors.Client.Harvests;

namespace Actors.Cli.Tests.Flags;

public sealed class FileNamesTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        "..", ".", "/", "\\", "\0", "\n", "\r\n", " ", "\u00a0", "\u2028", "CON", "nul", "LPT1", "COM¹", ":", "*", "|", "-", "--", "~", "é", "日本", "🇧🇷",
        "\ud800", "\udc00", "\u202e", "\u200f", "\u007f", "\u0085", "a", "Brazil", "Côte d'Ivoire", ".svg", "x0123456789x0123456789x0123456789x0123456789",
    ];

    [Theory]
    [InlineData("Brazil", "Brazil-BR.svg")]
    [InlineData("Côte d'Ivoire", "Côte_d'Ivoire-BR.svg")]
    [InlineData("Korea, North", "Korea,_North-BR.svg")]
    [InlineData("  A \t B ", "A___B-BR.svg")]
    [InlineData("../../etc/passwd", "_._.._etc_passwd-BR.svg")]
    [InlineData("..", "_.-BR.svg")]
    [InlineData("-rf", "_rf-BR.svg")]
    [InlineData("NUL.txt", "_NUL.txt-BR.svg")]
    [InlineData("con", "_con-BR.svg")]
    [InlineData("a\u202egvs.exe", "a_gvs.exe-BR.svg")]
    [InlineData("", "br.svg")]
    [InlineData("   ", "br.svg")]
    [InlineData(null, "br.svg")]
    public void Names_become_safe(string? name, string expected) =>
        Assert.Equal(expected, FileNames.For(Country(name), "image/svg+xml", byName: true));

    [Theory]
    [InlineData("image/svg+xml", "br.svg")]
    [InlineData("image/svg+xml; charset=utf-8", "br.svg")]
    [InlineData("IMAGE/GIF", "br.gif")]
    [InlineData("image/png", "br.png")]
    [InlineData("image/jpeg", "br.jpg")]
    [InlineData("image/webp", "br.webp")]
    [InlineData("text/html", "br.bin")]
    [InlineData("", "br.bin")]
    public void The_extension_comes_from_the_media_type(string mediaType, string expected) =>
        Assert.Equal(expected, FileNames.For(Country("Brazil"), mediaType, byName: false));

    [Theory]
    [InlineData("")]
    [InlineData("B")]
    [InlineData("../x")]
    [InlineData("é1")]
    public void What_is_no_code_never_becomes_a_name(string code) =>
        Assert.Throws<IOException>(() => FileNames.For(Country("x") with { Code = code }, "image/png", byName: false));

    [Fact]
    public void Any_name_stays_one_portable_file_in_the_folder()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 5000; round++)
        {
            var name = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]));

            var file = FileNames.For(Country(name), "image/png", byName: true);

            Assert.Equal(file, Path.GetFileName(file));
            Assert.InRange(Encoding.UTF8.GetByteCount(file), 1, 255);
            Assert.Matches("(^br|-BR)\\.png$", file);
            Assert.DoesNotContain(file, character => char.IsControl(character) || char.IsWhiteSpace(character) || "/\\:*?\"<>|".Contains(character));
            Assert.False(file[0] is '.' or '-', file);
            Assert.DoesNotContain(file.Split('.')[0].ToUpperInvariant(), new[] { "CON", "NUL", "LPT1", "COM¹" });
            Assert.Equal(file, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(file)));
        }
    }

    [Fact]
    public void A_name_of_255_bytes_is_cut_between_characters_and_keeps_its_ending()
    {
        var file = FileNames.For(Country(string.Concat(Enumerable.Repeat("🇧", 200))), "image/webp", byName: true);

        Assert.InRange(Encoding.UTF8.GetByteCount(file), 252, 255);
        Assert.EndsWith("🇧-BR.webp", file, StringComparison.Ordinal);
    }

    private static CountryStatus Country(string? name) => new() { Code = "BR", State = "ok", Country = name };
}
