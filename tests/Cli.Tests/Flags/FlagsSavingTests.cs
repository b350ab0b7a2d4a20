using System.Text.Json;

namespace Actors.Cli.Tests.Flags;

public sealed class FlagsSavingTests : IDisposable
{
    private readonly CommandRun _cli = new();

    [Fact]
    public async Task Files_may_carry_the_countrys_name_and_the_media_types_extension()
    {
        await using var gateway = (await FakeGateway.Start())
            .Ok("CI", "Côte d'Ivoire").Ok("KP", "Korea, North", "image/gif").Ok("CD", "Congo (Kinshasa)", "image/png");

        Assert.Equal(0, await Flags(gateway, "--by-name"));

        Assert.Equal(["Congo_(Kinshasa)-CD.png", "Côte_d'Ivoire-CI.svg", "Korea,_North-KP.gif"], _cli.Files);
    }

    [Fact]
    public async Task A_flag_that_cannot_be_had_or_is_another_one_is_an_error()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR").Ok("CN").Ok("DE");
        gateway.Flags.Remove("BR");
        gateway.Flags["CN"] = [1, 2, 3];

        Assert.Equal(1, await Flags(gateway));

        Assert.Equal(["de.svg"], _cli.Files);
        Assert.StartsWith("BR error: could not be saved: No flag of BR.", _cli.Lines[3], StringComparison.Ordinal);
        Assert.StartsWith("CN error: the flag is not the one", _cli.Lines[4], StringComparison.Ordinal);
        Assert.Contains("1 flag downloaded.", _cli.Lines);
        Assert.Contains("2 errors.", _cli.Lines);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_makes_every_flag_an_error_and_ends_with_1()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR");
        await File.WriteAllTextAsync(Path.Combine(_cli.Directory, "downloads"), "in the way", TestContext.Current.CancellationToken);

        Assert.Equal(1, await Flags(gateway, "BR"));

        Assert.Contains("0 flags downloaded.", _cli.Lines);
        Assert.Contains("1 error.", _cli.Lines);
    }

    [Fact]
    public async Task Json_prints_the_nodes_own_object_and_saves_all_the_same()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR").Failed("DE", "http_5xx", 503, "x");

        Assert.Equal(1, await Flags(gateway, "--json", "--dest", "downloads"));

        Assert.Equal(gateway.Harvest(2) + "\n", _cli.Out);
        using var parsed = JsonDocument.Parse(_cli.Out);
        Assert.Equal(["br.svg"], _cli.Files);
    }

    [Fact]
    public async Task Ctrl_C_cancels_the_harvest_says_what_was_saved_and_ends_with_130()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR").Ok("CN").Ok("DE");
        gateway.StallAfter = 1;
        gateway.Stalled = () => _cli.Interrupts.Raise(130);

        Assert.Equal(130, await Flags(gateway));

        Assert.Contains("POST /v1/harvests/h1/cancel", gateway.Requests);
        Assert.Equal(["--------------------", "1 flag downloaded.", "2 cancelled.", "Elapsed time: 0.00s"], _cli.Lines[3..]);
        Assert.Contains($"1 flag saved in {_cli.Downloads}", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(["br.svg"], _cli.Files);
        Assert.Empty(_cli.Exits);
    }

    [Fact]
    public async Task An_old_abandoned_temporary_file_is_removed_and_a_young_one_is_not()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR");
        Directory.CreateDirectory(_cli.Downloads);
        var (old, young) = (Path.Combine(_cli.Downloads, ".actors-1.part"), Path.Combine(_cli.Downloads, ".actors-2.part"));
        await File.WriteAllTextAsync(old, "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(young, "", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(old, _cli.Time.GetUtcNow().UtcDateTime.AddHours(-2));
        File.SetLastWriteTimeUtc(young, _cli.Time.GetUtcNow().UtcDateTime);

        await Flags(gateway, "BR");

        Assert.Equal([".actors-2.part", "br.svg"], _cli.Files);
    }

    public void Dispose() => _cli.Dispose();

    private Task<int> Flags(FakeGateway gateway, params string[] args) => _cli.Run(["flags", .. args, "--gateway", gateway.Url]);
}
