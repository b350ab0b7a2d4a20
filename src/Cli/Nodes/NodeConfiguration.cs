using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Actors.Cli.Nodes;

/// <summary>
/// Where a node's settings come from: appsettings.json of the working directory, the environment, the command line, in
/// rising order; below them the defaults of the command.
/// </summary>
internal static class NodeConfiguration
{
    public const string DataDirectoryKey = "Data:Directory";

    // Watching the settings file costs start-up time, and no setting changes while a node runs.
    private const string NoReload = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>The absolute data directory, read without building a host.</summary>
    /// <exception cref="CommandException">The settings file is not readable.</exception>
    public static string DataDirectory(string workingDirectory)
    {
        try
        {
            var configuration = new ConfigurationBuilder()
                .SetBasePath(workingDirectory)
                .AddJsonFile("appsettings.json", optional: true)
                .AddEnvironmentVariables()
                .Build();
            return DataDirectory(configuration, workingDirectory);
        }
        catch (InvalidDataException e)
        {
            throw CommandException.Usage($"{e.Message} {e.GetBaseException().Message}", e);
        }
    }

    public static string DataDirectory(IConfiguration configuration, string workingDirectory) =>
        Path.GetFullPath(configuration[DataDirectoryKey] is { Length: > 0 } path ? path : ".actors", workingDirectory);

    /// <summary>A node that stays: <c>actors serve</c>.</summary>
    public static WebApplicationBuilder Serve(string workingDirectory, IReadOnlyList<string> args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "actors",
            ContentRootPath = workingDirectory,
            Args = [.. args, NoReload],
        });
        var defaults = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = "Warning",
        };
        // The gateway's own default, known here so that its port can be checked before anything starts.
        if (string.IsNullOrEmpty(builder.Configuration["http_ports"]) && string.IsNullOrEmpty(builder.Configuration["https_ports"])
            && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            defaults["Urls"] = "http://localhost:8080";
        }

        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
        LogToError(builder);
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        return builder;
    }

    /// <summary>
    /// A node that lives as long as one command: embedded store, no telnet, free ports, few logs, no signals of its own.
    /// </summary>
    /// <param name="workingDirectory">Where appsettings.json is.</param>
    /// <param name="key">This command's key, in case that the configuration asks for any.</param>
    public static WebApplicationBuilder OneShot(string workingDirectory, string? key = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = "actors",
            ContentRootPath = workingDirectory,
            Args = [NoReload],
        });
        var configuration = builder.Configuration;
        var settings = new Dictionary<string, string?> { ["Telnet:Port"] = "0", ["Cluster:Redis"] = "" };
        string[] ports = ["Origin:Ports:Local", "Origin:Ports:Delay", "Origin:Ports:Error", "Origin:Ports:Control", "Orleans:Endpoints:SiloPort"];
        string[] open = [.. ports.Where(name => string.IsNullOrEmpty(configuration[name]))];
        foreach (var (name, port) in open.Zip(FreePorts.Take(open.Length)))
            settings[name] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (string.IsNullOrEmpty(configuration["Orleans:Endpoints:GatewayPort"]))
            settings["Orleans:Endpoints:GatewayPort"] = "0";
        if (string.IsNullOrEmpty(configuration["Urls"]) && !configuration.GetSection("Kestrel:Endpoints").Exists())
            settings["Urls"] = "http://127.0.0.1:0";
        // The operator's keys are for people; the command starts its own node and must be able to use it.
        if (key is not null && configuration.GetSection("Auth:Keys").Exists())
            settings["Auth:Keys:this-command"] = NodeKey.Hash(key);
        configuration.AddInMemoryCollection(settings);

        LogToError(builder);
        // What a harvest meets is in its report; here only what is wrong with the node itself.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Actors", LogLevel.Error).AddFilter("Orleans", LogLevel.Error)
            .AddFilter("Orleans.Runtime.Silo", LogLevel.Critical).AddFilter("Orleans.Messaging", LogLevel.Critical)
            .AddFilter("Polly", LogLevel.Error);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        return builder;
    }

    private static void LogToError(WebApplicationBuilder builder)
    {
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        // The host logs a failed start with its stack trace; the command says the same in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }
}
