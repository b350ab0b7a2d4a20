using System.Net;
using System.Net.Sockets;
using Actors.Silo.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Actors.Silo.Tests.Store;

public sealed class StoreSiloBuilderExtensionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grain_state_survives_the_silo_and_a_stopped_silo_leaves_one_file()
    {
        using var root = new TemporaryDirectory();
        await WithSilo(root, async host => await Grain(host).Keep("Brasília"));
        var files = Directory.GetFiles(root.Path).Select(Path.GetFileName).Order();
        Assert.Equal(["actors.db", "lock"], files);

        await WithSilo(root, async host => Assert.Equal("Brasília", await Grain(host).Kept()));
    }

    [Fact]
    public async Task A_grain_whose_record_changed_behind_its_back_learns_so_and_reads_again()
    {
        using var root = new TemporaryDirectory();
        await WithSilo(root, async host =>
        {
            await Grain(host).Keep("one");
            var storage = host.Services.GetRequiredKeyedService<IGrainStorage>("first");
            await storage.WriteStateAsync("note", Grain(host).GetGrainId(), new GrainState<Note>(new Note { Text = "two" }, "*"));

            await Assert.ThrowsAsync<InconsistentStateException>(() => Grain(host).Keep("three"));

            Assert.Equal("two", await Grain(host).Kept());
        });
    }

    [Fact]
    public async Task All_names_share_one_store()
    {
        using var root = new TemporaryDirectory();
        await WithSilo(root, async host =>
        {
            await Grain(host).Keep("one");
            var state = new GrainState<Note>();
            await host.Services.GetRequiredKeyedService<IGrainStorage>("second").ReadStateAsync("note", Grain(host).GetGrainId(), state);

            Assert.Equal("one", state.State!.Text);
            Assert.Single(host.Services.GetServices<SqliteStore>());
        });
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_stops_the_start_and_says_which()
    {
        using var root = new TemporaryDirectory();
        await File.WriteAllTextAsync(root.File("actors.db"), new string('x', 5000), Cancel);
        using var directory = DataDirectory.Open(root.Path);
        using var host = Host(directory);

        var failure = await Assert.ThrowsAsync<StoreException>(() => host.StartAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel));

        Assert.Equal(StoreFault.Corrupt, failure.Fault);
    }

    [Fact]
    public void A_second_directory_in_one_silo_is_refused()
    {
        using var root = new TemporaryDirectory();
        using var one = DataDirectory.Open(root.File("one"));
        using var two = DataDirectory.Open(root.File("two"));
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();

        Assert.Throws<InvalidOperationException>(() => builder.UseOrleans(silo => silo
            .AddSqliteGrainStorage("first", one)
            .AddSqliteGrainStorage("second", two)));
    }

    private static async Task WithSilo(TemporaryDirectory root, Func<IHost, Task> body)
    {
        using var directory = DataDirectory.Open(root.Path);
        using var host = Host(directory);
        await host.StartAsync(Cancel);
        await body(host);
        await host.StopAsync(Cancel);
    }

    private static IHost Host(DataDirectory directory)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0)
            .AddSqliteGrainStorage("first", directory)
            .AddSqliteGrainStorage("second", directory));
        return builder.Build();
    }

    private static IKeeperGrain Grain(IHost host) => host.Services.GetRequiredService<IGrainFactory>().GetGrain<IKeeperGrain>("keeper");

    private static int FreePort()
    {
        for (; ; )
        {
            var port = Random.Shared.Next(10_000, 30_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; the next one may not be.
            }
        }
    }
}

[Alias("actors.tests.keeper")]
internal interface IKeeperGrain : IGrainWithStringKey
{
    [Alias("keep")]
    Task Keep(string text);

    [Alias("kept")]
    Task<string?> Kept();
}

internal sealed class KeeperGrain([PersistentState("note", "first")] IPersistentState<Note> note) : Grain, IKeeperGrain
{
    public Task Keep(string text)
    {
        note.State = new Note { Text = text };
        return note.WriteStateAsync();
    }

    public Task<string?> Kept() => Task.FromResult(note.State.Text);
}
