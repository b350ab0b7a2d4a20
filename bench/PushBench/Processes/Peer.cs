using Actors.HarvestBench;
using Actors.PushBench.Load;
using Actors.PushBench.Servers;

namespace Actors.PushBench.Processes;

/// <summary>Another server that sends what is published to all who are connected.</summary>
internal sealed class Peer : IDisposable
{
    /// <summary>The baseline.</summary>
    public const string Bare = "bare Kestrel";

    private static readonly string[] NchanModules =
        ["/usr/lib/nginx/modules/ngx_nchan_module.so", "/usr/share/nginx/modules/ngx_nchan_module.so"];

    private readonly HttpClient _http;
    private readonly Dialect _dialect;
    private readonly bool _takesMany;

    private Peer(string name, ServerProcess process, Uri address, Dialect dialect, bool takesMany)
    {
        (Name, Process, _dialect, _takesMany) = (name, process, dialect, takesMany);
        _http = new HttpClient { BaseAddress = address };
    }

    public string Name { get; }

    public ServerProcess Process { get; }


    public static IReadOnlyList<Func<Bench, Task<Peer?>>> All { get; } =
    [
        async bench => await StartOwn(bench, Bare, Roles.Kestrel, Dialect.Plain),
        async bench => await StartOwn(bench, "SignalR", Roles.SignalR, Dialect.SignalR),
        StartNchan,
    ];

    /// <summary>Those that are installed.</summary>
    public static async Task<List<Peer>> Start(Bench bench)
    {
        List<Peer> peers = [];
        foreach (var start in All)
        {
            if (await start(bench) is { } peer) peers.Add(peer);
        }

        return peers;
    }

    public Crowd Crowd(string name, int count) => new()
    {
        Name = name, Count = count, Dialect = _dialect, Targets = [new Uri(_http.BaseAddress!, "/socket")], Topics = ["events"],
    };

    /// <summary>Sends frames to everybody; to a server that can take them so, all with one request.</summary>
    public async Task Publish(IReadOnlyList<string> frames)
    {
        foreach (var body in _takesMany ? [string.Join((char)BareServer.EndOfFrame, frames)] : frames)
        {
            using var content = new StringContent(body);
            using var answer = await _http.PostAsync(new Uri("/publish", UriKind.Relative), content);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Bytes that its runtime allocated since its start; null if it has none.</summary>
    public async Task<double?> Allocated() =>
        _takesMany ? double.Parse(await _http.GetStringAsync(new Uri("/allocated", UriKind.Relative))) : null;

    public void Dispose()
    {
        _http.Dispose();
        Process.Dispose();
    }

    private static async Task<Peer> StartOwn(Bench bench, string name, string role, Dialect dialect)
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Take(1)[0]}");
        string[] args = [Roles.Argument, role, address.ToString()];
        var process = await ServerProcess.Start(
            Roles.Program, args, new Dictionary<string, string>(), bench.NewFolder(), new Uri(address, "/ready"), bench.Stopping);
        return new Peer(name, process, address, dialect, takesMany: true);
    }

    /// <summary>nginx with nchan in one process, so that its processor time is all there is.</summary>
    private static async Task<Peer?> StartNchan(Bench bench)
    {
        if (NchanModules.FirstOrDefault(File.Exists) is not { } module)
        {
            await Bench.Say("nchan is not installed: apt-get install libnginx-mod-nchan. It is left out.");
            return null;
        }

        var folder = bench.NewFolder();
        var address = new Uri($"http://127.0.0.1:{FreePorts.Take(1)[0]}");
        var file = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(file, NchanSettings(module, folder, address.Port));
        var process = await ServerProcess.Run(
            "nginx", ["-p", folder, "-c", file], new Dictionary<string, string>(), folder, new Uri(address, "/ready"), bench.Stopping);
        return new Peer("nchan", process, address, Dialect.Plain, takesMany: false);
    }

    private static string NchanSettings(string module, string folder, int port) =>
        $$"""
        load_module {{module}};
        daemon off;
        master_process off;
        worker_rlimit_nofile 20000;
        pid {{folder}}/pid;
        error_log stderr;
        events { worker_connections 16000; }
        http {
          access_log off;
          client_body_temp_path {{folder}}/1; proxy_temp_path {{folder}}/2; fastcgi_temp_path {{folder}}/3;
          uwsgi_temp_path {{folder}}/4; scgi_temp_path {{folder}}/5;
          server {
            listen 127.0.0.1:{{port}} backlog=4096;
            location = /ready { return 200; }
            location = /socket {
              nchan_subscriber websocket; nchan_channel_id bench; nchan_subscriber_first_message newest; nchan_websocket_ping_interval 15;
            }
            location = /publish { nchan_publisher http; nchan_channel_id bench; nchan_message_buffer_length 200; nchan_message_timeout 1m; }
          }
        }
        """;
}
