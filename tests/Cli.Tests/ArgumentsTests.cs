using System.Text;

namespace Actors.Cli.Tests;

public sealed class ArgumentsTests
{
    [Theory]
    [InlineData("caf\xE9", @"'caf\xE9'")]
    [InlineData("\xE2\x99\x9C \xFF\xFE", @"'♜ \xFF\xFE'")]
    [InlineData("\xE2\x99\t", @"'\xE2\x99\x09'")]
    [InlineData("\xED\xA0\x80", @"'\xED\xA0\x80'")]
    [InlineData("\xFF\xEF\xBF\xBD", "'\\xFF\uFFFD'")]
    public void An_argument_that_is_no_utf8_is_refused_and_named(string bytes, string named)
    {
        var refused = Assert.Throws<CommandException>(() => Refuse("chars", bytes, "--all"));

        Assert.Equal(2, refused.ExitCode);
        Assert.Equal($"The argument {named} is not valid UTF-8.", refused.Message);
    }

    [Theory]
    [InlineData("rook")]
    [InlineData("")]
    [InlineData("\xE2\x99\x9C")]
    [InlineData("\xEF\xBF\xBD")]
    public void Any_text_passes_that_was_written_so(string bytes) => Refuse("chars", bytes, "");

    [Fact]
    public void What_stands_before_the_arguments_does_not_matter() =>
        Arguments.RefuseBroken(["\uFFFD"], () => Encoding.Latin1.GetBytes("/opt/\xFF/dotnet\0actors.dll\0\xEF\xBF\xBD\0"));

    [Fact]
    public void Without_the_bytes_nothing_can_be_said()
    {
        Arguments.RefuseBroken(["\uFFFD"], () => null);
        Arguments.RefuseBroken(["\uFFFD"], () => []);
        Arguments.RefuseBroken(["rook"], () => throw new InvalidOperationException("They are not needed."));
    }

    [Fact]
    public async Task A_command_ends_with_2()
    {
        using var cli = new CommandRun { RawArguments = "actors\0chars\0caf\xE9\0" };

        Assert.Equal(2, await cli.Run("chars", "caf\uFFFD"));
        Assert.Equal("", cli.Out);
        Assert.Equal("actors: The argument 'caf\\xE9' is not valid UTF-8.\nTry 'actors chars --help'.\n", cli.Error);
    }

    private static void Refuse(params string[] latin1)
    {
        var bytes = Array.ConvertAll(latin1, Encoding.Latin1.GetBytes);
        Arguments.RefuseBroken(
            Array.ConvertAll(bytes, Encoding.UTF8.GetString), () => [.. "dotnet\0actors.dll\0"u8, .. bytes.SelectMany(argument => argument.Append((byte)0))]);
    }
}
