using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Chars;

/// <summary><c>actors chars</c> as a process, where nothing runs.</summary>
public sealed class CharsCommandTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task It_answers_without_a_node_and_leaves_nothing_behind()
    {
        var rook = await _stage.Run(["chars", "rook", "--unicode", "6.3"]);

        Assert.True(rook.Status == 0, rook.Everything);
        Assert.Equal(["U+2656 \t♖\tWHITE CHESS ROOK", "U+265C \t♜\tBLACK CHESS ROOK", "(2 matches for 'rook')"], rook.Out);
        Assert.Empty(rook.Error);
        Assert.Empty(Directory.GetFileSystemEntries(_stage.Directory));
    }

    [Fact]
    public async Task It_needs_nothing_of_a_node_not_even_its_assemblies()
    {
        using var folder = new TemporaryDirectory();
        foreach (var file in (string[])["actors.dll", "actors.runtimeconfig.json", "Actors.Client.dll", "Actors.Unicode.dll", "System.CommandLine.dll"])
            File.Copy(Path.Combine(AppContext.BaseDirectory, file), Path.Combine(folder.Path, file));

        var rook = _stage.Start("actors", ["dotnet", Path.Combine(folder.Path, "actors.dll"), "chars", "rook", "--mode", "smart", "--json"]);

        Assert.True(await rook.WaitForExit(Patience) == 0, rook.Describe());
        Assert.StartsWith("{\"query\":\"rook\"", Assert.Single(rook.Out.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en_US.ISO-8859-1")]
    [InlineData("C")]
    public async Task It_writes_utf8_whatever_the_locale(string locale)
    {
        var rook = await _stage.Run(["chars", "black", "rook", "--unicode", "6.3"], ("LC_ALL", locale), ("LANG", locale));

        Assert.Equal(["U+265C \t♜\tBLACK CHESS ROOK", "(1 match for 'black rook')"], rook.Out);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--json")]
    public async Task A_reader_that_leaves_early_is_no_error(string option)
    {
        var pipe = Shell($"dotnet '{Executable.Cli}' chars cjk --all {option} | head -c 100 > /dev/null; echo done");

        Assert.Equal(0, await pipe.WaitForExit(Patience));
        Assert.Equal(["done"], pipe.Out.Lines);
        Assert.Empty(pipe.Error.Lines);
    }

    [Fact]
    public async Task A_full_disk_is_one_line_and_status_1()
    {
        if (!File.Exists("/dev/full"))
            Assert.Skip("Only Linux has a device that is always full.");
        var full = Shell($"dotnet '{Executable.Cli}' chars rook > /dev/full");

        Assert.Equal(1, await full.WaitForExit(Patience));
        Assert.StartsWith("actors: The output cannot be written", Assert.Single(full.Error.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_are_no_utf8_are_a_wrong_usage()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Only Linux tells the bytes of a command line.");
        var broken = Shell($@"dotnet '{Executable.Cli}' chars ""$(printf 'caf\351')""");
        var written = Shell($@"dotnet '{Executable.Cli}' chars --mode words ""$(printf '\357\277\275')""");

        Assert.Equal(2, await broken.WaitForExit(Patience));
        Assert.Empty(broken.Out.Lines);
        Assert.Equal(@"actors: The argument 'caf\xE9' is not valid UTF-8.", broken.Error.Lines[0]);
        Assert.Equal(0, await written.WaitForExit(Patience));
        Assert.Equal("U+FFFD \t\uFFFD\tREPLACEMENT CHARACTER", written.Out.Lines[0]);
    }

    [Theory]
    [InlineData("INT", "130 0")]
    [InlineData("TERM", "143 0")]
    public async Task A_signal_ends_it_with_a_status_even_while_nobody_reads(string signal, string status)
    {
        // The pipe is full and stays so. Shells and .NET show who died of a signal as they show 128 and its number: Perl tells them apart.
        const string Script =
            """$s=shift; pipe(R,W); $p=fork; if(!$p){open STDOUT,">&W"; close R; exec @ARGV} close W; sysread(R,$b,1); kill $s,$p; waitpid $p,0; print $?>>8," ",$?&127,"\n" """;
        var perl = OptionalTool.Require("apt-get install perl", "perl");
        var writer = _stage.Start("perl", [perl, "-e", Script, signal, "dotnet", Executable.Cli, "chars", "cjk", "--all"]);

        Assert.Equal(0, await writer.WaitForExit(Patience));
        Assert.Equal([status], writer.Out.Lines);
    }

    [Fact]
    public async Task No_words_are_a_wrong_usage()
    {
        var none = await _stage.Run(["chars"]);

        Assert.True(none.Status == 2, none.Everything);
        Assert.Empty(none.Out);
        Assert.Contains(none.Error, line => line.Contains("--help", StringComparison.Ordinal));
    }

    private RunningProcess Shell(string command) => _stage.Start("sh", ["sh", "-c", command]);
}
